"""The second signature, where the working group has people of one partner only (domain.md §5)."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from agreements.four_eyes import may_sign
from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Milestone
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring import publishing


@login_required
@require_http_methods(["GET", "POST"])
def approve(request: HttpRequest, covenant: str, year: int) -> HttpResponse:
    row = _covenant(request, covenant, year)
    if request.method == "POST":
        try:
            content_hash = request.POST.get("content_hash", "")
            publishing.approve(row, year, by=request.user, content_hash=content_hash)  # type: ignore[arg-type]
            messages.success(request, "Uw akkoord is vastgelegd. De werkgroep kan nu publiceren.")
        except NotAllowed as refusal:
            messages.error(request, refusal.reason)
        return redirect("monitoring:joint_approve", row.slug, year)
    preview = publishing.preview(row, year)
    context = {
        "covenant": row,
        "year": year,
        "preview": preview,
        "bundle": preview.bundle,
        "has_signed": any(it.user_id == request.user.pk for it in preview.approvals),  # type: ignore[attr-defined]
    }
    return render(request, "monitoring/joint/approve.html", context)


def _covenant(request: HttpRequest, slug: str, year: int) -> Covenant:
    """The covenant, for who may sign, once the bundling has begun; for others the page does not exist."""
    row = request.access.covenant_or_404(slug)  # type: ignore[attr-defined]
    if not is_open_to(request.user, row, year):  # type: ignore[arg-type]
        raise Http404
    return row


def is_open_to(user: User, covenant: Covenant, year: int) -> bool:
    """True when the bundling about `year` has begun and this person may sign."""
    step = Milestone.objects.filter(cycle__covenant=covenant, kind=MilestoneKind.BUNDLE, subject_year=year)
    return may_sign_at(step.select_related("cycle__covenant").first(), user)


def may_sign_at(bundle: Milestone | None, user: User) -> bool:
    """The same, of a bundling that was read already; None when there is none."""
    return bundle is not None and bundle.has_opened() and may_sign(bundle.covenant, user)
