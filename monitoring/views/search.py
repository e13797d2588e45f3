"""Searching in everything one may read."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from monitoring.forms.search import SearchForm
from monitoring.searching import finding

ON_A_PAGE = 20


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The form, and what was found, the best first."""
    access = request.access  # type: ignore[attr-defined]
    form = SearchForm(request.GET, access)
    wish = form.wish()
    found = finding.find(access, wish)
    page = Paginator(found.hits, ON_A_PAGE).get_page(request.GET.get("pagina"))
    asked = request.GET.copy()
    asked.pop("pagina", None)
    context = {
        "form": form,
        "wish": wish,
        "typed": form.cleaned_data.get("woorden", "").strip(),
        "found": found,
        "page": page,
        "numbers": page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1),
        "shown": finding.shown(list(page), wish),
        "several": len(access.covenants) > 1,
        "asked": asked.urlencode(),
    }
    return render(request, "monitoring/search.html", context)
