"""Per kind what one person may read (domain.md §5), as candidates that may hold the words.

Live rows of overviews and results are read of the own partner only. Of others the latest hand-in that this
person may read; whoever reads overviews by publication only (the board), what was published.
"""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.urls import reverse

from agreements import reach
from agreements.models import Agreement, Decision
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Submission
from calendar_cycle.models.submission import SubmissionQuerySet
from monitoring import bundling
from monitoring.models import Activity, Contribution, Publication, Result
from monitoring.searching import engine
from monitoring.searching.hits import Hit, Kind, Wish

if TYPE_CHECKING:
    from agreements.access import Access

# Rows of one kind, and hand-ins, that are looked through at once, the newest; a reader narrows.
MOST = 400
MOST_FROZEN = 150

Rows = tuple[list[Hit], bool]
_MILESTONE = "assignment__milestone"
_COVENANT = f"{_MILESTONE}__cycle__covenant"
_KINDS = {Kind.ACTIVITY: MilestoneKind.OVERVIEW, Kind.RESULT: MilestoneKind.RESULTS}


def agreements(access: "Access", wish: Wish) -> Rows:
    """Of every covenant that this person sees."""
    if not wish.asks_for(Kind.AGREEMENT):
        return [], False
    rows = Agreement.objects.visible_to(access.user)
    if wish.year:
        rows = rows.in_force(wish.year)
    rows = _within(rows, wish, "covenant").select_related("covenant")
    found, cut = _newest(engine.narrow(rows, ("code", "title", "text"), wish.words))
    return [_agreement(row) for row in found], cut


def own_activities(access: "Access", wish: Wish) -> Rows:
    """The own partner's, as they stand now."""
    if not wish.asks_for(Kind.ACTIVITY):
        return [], False
    place = f"overview__{_MILESTONE}"
    rows = Activity.objects.visible_to(access.user).going_on()
    rows = _within(rows, wish, "covenant", year=f"{place}__subject_year")
    rows = rows.select_related("covenant", f"{place}__cycle__covenant", "overview__assignment__partner")
    found, cut = _newest(engine.narrow(rows, ("code", "title", "text"), wish.words))
    return [_own_activity(row) for row in found], cut


def contributions(access: "Access", wish: Wish) -> Rows:
    """Hulpvragen and aanbod with their answers. Whether one was kept is part of the receiver's results."""
    if not wish.asks_for(Kind.CONTRIBUTION):
        return [], False
    place = f"overview__{_MILESTONE}"
    rows = Contribution.objects.visible_to(access.user)
    rows = _within(rows, wish, f"{place}__cycle__covenant", year=f"{place}__subject_year")
    rows = rows.select_related(f"{place}__cycle__covenant", "overview__assignment__partner", "partner")
    found, cut = _newest(engine.narrow(rows, ("text", "answer"), wish.words))
    return [_contribution(row) for row in found], cut


def own_results(access: "Access", wish: Wish) -> Rows:
    """The own partner's, as far as something was filled in."""
    if not wish.asks_for(Kind.RESULT):
        return [], False
    rows = Result.objects.visible_to(access.user).exclude(state="", text="", adjustment="")
    rows = _within(rows, wish, _COVENANT, year=f"{_MILESTONE}__subject_year")
    rows = rows.select_related(_COVENANT, "assignment__partner", "activity", "agreement")
    fields = ("activity__code", "activity__title", "agreement__code", "agreement__title", "text", "adjustment")
    found, cut = _newest(engine.narrow(rows, fields, wish.words))
    return [_own_result(row) for row in found], cut


def handed_in(access: "Access", wish: Wish) -> Rows:
    """Activities and results of others, out of the latest hand-in of each that this person may read."""
    kinds = [milestone for kind, milestone in _KINDS.items() if wish.asks_for(kind)]
    if not kinds:
        return [], False
    readable = Submission.objects.visible_to(access.user).filter(**{f"{_MILESTONE}__kind__in": kinds})
    rows = _latest(access, _within(readable, wish, _COVENANT, year=f"{_MILESTONE}__subject_year"))
    rows = rows.select_related(_COVENANT, "assignment__partner")
    found, cut = _newest(engine.narrow_frozen(rows, wish.words), MOST_FROZEN)
    return [hit for row in found for hit in _in_submission(row)], cut


def published(access: "Access", wish: Wish) -> Rows:
    """Activities in the latest publication of each year, for who does not read the hand-ins themselves."""
    by_publication = [
        row.pk
        for row in access.covenants
        if row.in_board and not (row.as_party or row.in_working_group or access.user.is_superuser)
    ]
    if not wish.asks_for(Kind.ACTIVITY) or not by_publication:
        return [], False
    same = {key: OuterRef(key) for key in ("covenant", "kind", "subject_year")}
    rows = Publication.objects.visible_to(access.user).filter(
        ~Exists(Publication.objects.filter(version__gt=OuterRef("version"), **same)),
        kind=Publication.Kind.OVERVIEW,
        covenant__in=by_publication,
    )
    rows = _within(rows, wish, "covenant", year="subject_year").select_related("covenant").defer("pdf")
    found, cut = _newest(rows, MOST_FROZEN)
    return [hit for row in found for hit in _in_publication(row)], cut


def decisions(access: "Access", wish: Wish) -> Rows:
    """What was decided, in any meeting."""
    if not wish.asks_for(Kind.DECISION):
        return [], False
    rows = Decision.objects.visible_to(access.user)
    rows = _within(rows, wish, "meeting__covenant", year="meeting__held_on__year")
    closed = Prefetch("closed_agreements", Agreement.objects.select_related("covenant").order_by("pk"))
    rows = rows.select_related("meeting__covenant").prefetch_related(closed)
    found, cut = _newest(engine.narrow(rows, ("text",), wish.words))
    return [_decision(row) for row in found], cut


ALL: tuple[Callable[["Access", Wish], Rows], ...] = (
    agreements,
    own_activities,
    contributions,
    own_results,
    handed_in,
    published,
    decisions,
)


def _latest(access: "Access", readable: SubmissionQuerySet) -> SubmissionQuerySet:
    """The highest number of each other partner among what may be read.

    Their keys are read first: asked both at once, who may read and which hold the words, PostgreSQL at 150
    covenants took seconds. An administrator reads the latest of everybody: too many keys, and a plain question.
    """
    if access.user.is_superuser:
        return readable.latest_of_each()
    others = readable.exclude(reach.works_for(access.user, "assignment__partner", _COVENANT))
    keys = dict(others.order_by("number").values_list("assignment", "pk"))
    return Submission.objects.filter(pk__in=keys.values())


def _within(rows: Any, wish: Wish, covenant: str, year: str = "") -> Any:
    """Narrowed to the covenant and the year that were asked for."""
    wanted = Q(**{covenant: wish.covenant}) if wish.covenant else Q()
    if year and wish.year:
        wanted &= Q(**{year: wish.year})
    return rows.filter(wanted)


def _newest(rows: QuerySet[Any], most: int | None = None) -> tuple[list[Any], bool]:
    """The newest so many (`MOST`), and whether there are more."""
    most = most or MOST
    found = list(rows.order_by("-pk")[: most + 1])
    return found[:most], len(found) > most


def _agreement(row: Agreement) -> Hit:
    return Hit(Kind.AGREEMENT, f"{row.code} {row.title}", row.text, row.get_absolute_url(), row.covenant.title)


def _own_activity(row: Activity) -> Hit:
    overview = row.overview
    address = f"{overview.get_absolute_url()}#{row.code}"
    title = f"{row.code} {row.title}"
    return Hit(Kind.ACTIVITY, title, row.text, address, row.covenant.title, overview.year, overview.partner.short_name)


def _contribution(row: Contribution) -> Hit:
    asker = row.overview.partner
    asked = row.origin == Contribution.Origin.ASKED
    return Hit(
        Kind.CONTRIBUTION,
        f"Hulpvraag van {asker.short_name} aan {row.partner.short_name}" if asked else f"Aanbod van {asker.short_name}",
        _joined(row.text, row.answer),
        reverse("monitoring:contribution_answer", args=[row.pk]),
        row.overview.covenant.title,
        row.overview.year,
        note=row.get_state_display(),
        is_headed=True,
    )


def _own_result(row: Result) -> Hit:
    assignment = row.assignment
    year = assignment.milestone.subject_year or 0
    place = [assignment.covenant.slug, year, assignment.partner.slug, row.pk]
    return Hit(
        Kind.RESULT,
        f"{(row.activity or row.agreement).code} {(row.activity or row.agreement).title}",  # type: ignore[union-attr]
        _joined(row.text, row.adjustment),
        reverse("monitoring:results_row", args=place),
        assignment.covenant.title,
        year,
        assignment.partner.short_name,
        row.get_state_display(),
    )


def _in_submission(row: Submission) -> Iterable[Hit]:
    assignment = row.assignment
    about = assignment.covenant.title, assignment.milestone.subject_year, assignment.partner.short_name
    standing = "" if row.accepted_at else "nog niet vastgesteld"
    for activity in row.content.get("activities", []):
        address = f"{assignment.get_absolute_url()}#{activity['code']}"
        yield Hit(Kind.ACTIVITY, f"{activity['code']} {activity['title']}", activity["text"], address, *about, standing)
    for result in row.content.get("results", []):
        code = result["activity"] or result["agreement"]
        words = Result.State(result["state"]).label if result["state"] else ""
        note = ", ".join(word for word in (words, standing) if word)
        text = _joined(result["text"], result["adjustment"])
        yield Hit(
            Kind.RESULT, f"{code} {result['title']}", text, f"{assignment.get_absolute_url()}#{code}", *about, note
        )


def _in_publication(row: Publication) -> Iterable[Hit]:
    for part in bundling.from_json(row.content).parts:
        for activity in part.activities:
            address = f"{row.get_absolute_url()}#{activity['code']}"
            title = f"{activity['code']} {activity['title']}"
            yield Hit(Kind.ACTIVITY, title, activity["text"], address, row.covenant.title, row.subject_year, part.name)


def _decision(row: Decision) -> Hit:
    """A decision is shown whole; what it ended is a click away."""
    meeting = row.meeting
    ended = next(iter(row.closed_agreements.all()), None)
    return Hit(
        Kind.DECISION,
        f"{meeting.get_kind_display().capitalize()}, besluit {row.number}",
        row.text,
        ended.get_absolute_url() if ended else "",
        meeting.covenant.title,
        meeting.held_on.year,
        is_headed=True,
    )


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)
