"""Asking the working group for a later deadline, of whatever a partner hands in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from calendar_cycle import extensions
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from monitoring.forms.extension import ExtensionForm
from monitoring.views import at_assignment


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, covenant: str, year: int, partner: str, kind: str) -> HttpResponse:
    rows = Assignment.objects.editable_by(request.user).with_everything()
    assignment = at_assignment.find(rows, kind, covenant, year, partner)
    form = ExtensionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            extensions.ask(assignment, by=request.user, **form.cleaned_data)  # type: ignore[arg-type, attr-defined]
        except NotAllowed as refusal:
            form.add_error(None, refusal.reason)
        else:
            messages.success(request, "Uw vraag om uitstel is verstuurd. De werkgroep beslist en mailt u.")
            return redirect(assignment)
    context = {"assignment": assignment, "covenant": assignment.covenant, "year": year, "form": form}
    return render(request, "monitoring/extension.html", context)
