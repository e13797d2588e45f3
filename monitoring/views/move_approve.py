"""The second signature under a moved date, where the working group has people of one partner only."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods

from agreements.four_eyes import may_sign
from agreements.models import Covenant
from calendar_cycle import moves
from calendar_cycle.models import MilestoneMove
from calendar_cycle.workflow import NotAllowed
from monitoring import moving
from monitoring.forms.moves import Confirmations


@login_required
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, covenant: str, pk: int) -> HttpResponse:
    move = _move(request, covenant, pk)
    given = request.POST if request.method == "POST" else None
    form = Confirmations(given, sentences=moves.unconfirmed(move))
    if form.is_valid():
        try:
            move.perform("confirm", by=request.user, **form.cleaned_data)  # type: ignore[arg-type]
            messages.success(request, "De datum is verplaatst. Iedereen krijgt bericht.")
        except NotAllowed as refusal:
            messages.error(request, refusal.reason)
        return redirect("monitoring:move_approve", move.milestone.covenant.slug, move.pk)
    waits = move.state == MilestoneMove.State.PROPOSED
    context = {
        "covenant": move.milestone.covenant,
        "milestone": move.milestone,
        "move": move,
        "proposal": moving.proposal(move, request.user) if waits else None,  # type: ignore[arg-type]
        "form": form,
    }
    return render(request, "monitoring/joint/move.html", context)


def _move(request: HttpRequest, slug: str, pk: int) -> MilestoneMove:
    """The move, for who may sign it; for others the page does not exist."""
    covenant = get_object_or_404(Covenant.objects.visible_to(request.user), slug=slug)
    if not may_sign(covenant, request.user):  # type: ignore[arg-type]
        raise Http404
    # Who may sign reads a proposal too: `visible_to` shows that to the working group alone.
    rows = MilestoneMove.objects.filter(milestone__cycle__covenant=covenant)
    return get_object_or_404(rows.select_related("milestone__cycle__covenant", "by", "confirmed_by"), pk=pk)
