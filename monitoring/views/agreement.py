"""The page of one agreement."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_GET

from monitoring import agreement_page, remarks


@login_required
@require_GET
def agreement(request: HttpRequest, covenant: str, code: str) -> HttpResponse:
    if "\0" in code:  # PostgreSQL does not take it
        raise Http404
    rows = remarks.counted(agreement_page.rows().visible_to(request.user), request.user)
    row = get_object_or_404(rows, covenant__slug=covenant, code=code)
    page = agreement_page.page(row, request.user, request.access)  # type: ignore[attr-defined]
    context = {"covenant": row.covenant, "agreement": row, "page": page}
    return render(request, "monitoring/agreement.html", context)
