"""What a notice about a request or an offer is about, when it is looked at again before its mail goes."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.db.models import Prefetch

from agreements.models import Responsibility
from calendar_cycle.models import Notice
from calendar_cycle.news.looking_again import About, number_of

if TYPE_CHECKING:
    from agreements.models import Partner
    from monitoring.models import Contribution


def about(notices: Sequence[Notice]) -> dict[int, About]:
    """By notice: whether it still stands (nothing is told of what was withdrawn), and which partners it is for."""
    from monitoring.models import Contribution, ContributionEvent

    trekkers = Prefetch(
        "contribution__agreement__responsibilities", queryset=Responsibility.objects.select_related("partner")
    )
    rows = ContributionEvent.objects.filter(pk__in={number_of(row) for row in notices}).select_related(
        "contribution__partner",
        "contribution__agreement",
        "contribution__overview__assignment__partner",
        "contribution__activity__overview__assignment__partner",
    )
    found = {row.pk: row.contribution for row in rows.prefetch_related(trekkers)}
    answer = {}
    for notice in notices:
        contribution = found.get(number_of(notice))
        if contribution is None:
            continue
        partners = _meant(notice.kind, contribution)
        holds = contribution.state != Contribution.State.WITHDRAWN or notice.kind == "contribution_withdrawn"
        answer[notice.pk] = About(holds, frozenset(row.pk for row in partners))
    return answer


def _meant(kind: str, contribution: "Contribution") -> "list[Partner]":
    """The partners that news of this kind is for, as they are today."""
    from monitoring import contribution_guards as guards

    if kind in ("contribution_sent", "contribution_settled", "contribution_withdrawn"):
        return guards.answering_partners(contribution)
    if kind == "contribution_judged":
        return guards.doing_partners(contribution)
    if kind == "contribution_replied":
        return guards.receiving_partners(contribution)
    return [contribution.overview.partner]
