"""What happened to one request or offer: who did what when, in which words; and what came before and after it."""

from agreements.access import Person
from monitoring.models import Contribution, ContributionEvent
from monitoring.stories import Told

WORDS = {
    "send": "Verstuurd",
    "promise": "Toegezegd",
    "promise_partly": "Deels toegezegd",
    "decline": "Afgewezen",
    "withdraw": "Ingetrokken",
    "accept_partly": "Genoegen genomen met dit deel",
    "take_up": "Als activiteit opgenomen in het eigen overzicht",
    "tie": "Gekozen bij welke activiteit dit hoort",
    "judge_kept": "Gezegd of het is nagekomen",
    "reply": "Gereageerd op het oordeel",
}
OF_WHO_ASKS = ("send", "withdraw", "accept_partly")


def of(contribution: Contribution, *, judgement_is_known: bool) -> list[Told]:
    """Its deeds, the newest first; one query. Both sides read who did them, and the words.

    Args:
        judgement_is_known: whether the reader may know how it was judged: before the hand-in of those results
            it is a draft, its words included.
    """
    rows = contribution.events.filter(refused=False).select_related("actor").order_by("-at", "-pk")
    hidden = () if judgement_is_known else ("judge_kept",)
    return [_told(row, contribution) for row in rows if row.kind not in hidden]


def chain(contribution: Contribution, reader: Person) -> list[Contribution]:
    """What it was asked as before and after, the first one first, as far as `reader` may see; itself left out."""
    seen = Contribution.objects.visible_to(reader).filter(overview=contribution.overview_id)
    rows = {row.pk: row for row in seen.select_related("partner", "overview__assignment__partner")}
    after = {row.replaces_id: row for row in rows.values() if row.replaces_id}
    found: list[Contribution] = []
    row = rows.get(contribution.replaces_id or 0)
    while row is not None:
        found.insert(0, row)
        row = rows.get(row.replaces_id or 0)
    row = after.get(contribution.pk)
    while row is not None:
        found.append(row)
        row = after.get(row.pk)
    return found


def _told(event: ContributionEvent, contribution: Contribution) -> Told:
    side = _side(event.kind, contribution)
    names = [str(event.actor) if event.actor else "", side]
    return Told(
        words=WORDS.get(event.kind, event.kind),
        at=event.at,
        actor=", ".join(name for name in names if name),
        on_behalf=False,
        message=event.text,
    )


def _side(kind: str, contribution: Contribution) -> str:
    """The partner that does a deed of this kind; empty where it can be more than one."""
    asker, asked = contribution.overview.partner.short_name, contribution.origin == Contribution.Origin.ASKED
    if kind in OF_WHO_ASKS or (asked and kind == "judge_kept") or (not asked and kind in ("take_up", "reply")):
        return asker
    if asked:
        return contribution.partner.short_name
    return contribution.activity.overview.partner.short_name if contribution.activity else ""
