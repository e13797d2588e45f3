"""A betrokkene adds a row to its results of its own accord, and may take it away again."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from monitoring import joined_results
from monitoring import results as rules
from monitoring.forms.results import JoinedForm, RemoveForm
from monitoring.models import Result
from monitoring.views import at_results, saving


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, covenant: str, year: int, partner: str) -> HttpResponse:
    """What we did for an agreement in which we take part."""
    assignment = at_results.readable(request, covenant, year, partner)
    agreements = joined_results.open_to(assignment)
    form = JoinedForm(saving.typed(request), instance=Result(assignment=assignment), agreements=agreements)

    def save() -> None:
        joined_results.put(assignment, form.save(commit=False))

    return at_results.form_page(request, assignment, form, save, "join.html", {"agreements": agreements})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, covenant: str, year: int, partner: str, pk: int) -> HttpResponse:
    """Asks first; then the row is gone, with what was written in it."""
    assignment = at_results.readable(request, covenant, year, partner)
    rows = Result.objects.visible_to(request.user).select_related("agreement")
    found = get_object_or_404(rows, pk=pk, assignment=assignment)
    if not joined_results.may_go(assignment, found):
        raise Http404("this row is asked for")
    form = RemoveForm(request.POST or None, instance=found)
    context = {"row": rules.Row(found, None)}
    said = "De regel is weggehaald."
    return at_results.form_page(request, assignment, form, form.store, "remove.html", context, said=said)
