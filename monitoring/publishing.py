"""Publishing the joint overview (domain.md §4 and §5).

A publication waits for nobody, but names each party that is not accepted, and asks to confirm each.
Two people of different partners stand behind it: one approves the content, another publishes it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from agreements.access import Access
from agreements.four_eyes import counts_beside, may_sign
from agreements.models import Covenant, Party
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.milestone_events import record, whole
from calendar_cycle.models import Milestone
from calendar_cycle.news import telling, words
from calendar_cycle.news.deeds import reached_by
from calendar_cycle.news.table import DEEDS
from calendar_cycle.news.telling import Item
from calendar_cycle.workflow import NotAllowed
from druten import clock
from druten.accounts.models import User
from druten.dutch import enumerate_words, long_date
from monitoring import bundling
from monitoring.bundling import Bundle
from monitoring.documents import overview as document
from monitoring.models import Publication, PublicationApproval


@dataclass(frozen=True)
class Preview:
    """What would be published now, and the signatures under it of those who may still sign."""

    bundle: Bundle
    content: str
    hash: str
    version: int
    previous: Publication | None
    approvals: list[PublicationApproval]

    @property
    def is_unchanged(self) -> bool:
        """True when the last version holds exactly this."""
        return self.previous is not None and self.previous.sha256 == self.hash


def preview(covenant: Covenant, year: int) -> Preview:
    """The publication about `year` as it would be now."""
    bundle = bundling.build(covenant, year)
    content = bundling.as_json(bundle)
    previous = Publication.objects.latest(covenant, Publication.Kind.OVERVIEW, year)
    digest = bundling.hash_of(content)
    approvals = PublicationApproval.objects.filter(content_hash=digest).select_related("user").order_by("pk")
    found = [row for row in approvals.prefetch_related("partners") if row.user and may_sign(covenant, row.user)]
    return Preview(bundle, content, digest, previous.version + 1 if previous else 1, previous, found)


def verify(publication: Publication) -> bool:
    """True when the content is still what was published."""
    return bundling.hash_of(publication.content) == publication.sha256


def approve(covenant: Covenant, year: int, *, by: User, content_hash: str) -> None:
    """One's signature under the content with this hash.

    Raises:
        NotAllowed: when `by` may not sign, or the content has changed since it was read.
    """
    milestone = _milestone(covenant, year)
    with whole(milestone, "approve", by):
        if not may_sign(covenant, by):
            raise NotAllowed("Akkoord geven kan alleen een lid van de werkgroep.")
        now = preview(covenant, year)
        if now.hash != content_hash:
            raise NotAllowed("Het overzicht is veranderd sinds u het las. Lees het opnieuw en geef dan akkoord.")
        rows = PublicationApproval.objects
        row, is_new = rows.get_or_create(content_hash=content_hash, user=by, defaults={"at": clock.now()})
        row.partners.add(*Access.of(by).own_partners(covenant))
        if is_new:
            record(milestone, "approve", by, f"Versie {now.version}, controlegetal {content_hash}")


def publish(
    covenant: Covenant, year: int, *, by: User, content_hash: str, confirmed: Collection[str] = (), reason: str = ""
) -> Publication:
    """Freezes the joint overview of `year` as its next version, with its PDF, and mails all parties.

    Args:
        content_hash: of the content that was read.
        confirmed: slugs of the parties that are not accepted, each confirmed.
        reason: why there is a next version; needed from version 2 on.

    Raises:
        NotAllowed: with a Dutch sentence.
    """
    milestone = _milestone(covenant, year)
    with whole(milestone, "publish", by):
        milestone = _locked(milestone)
        now = preview(covenant, year)
        _check(milestone, now, by, content_hash, set(confirmed), reason.strip())
        publication = Publication.objects.create(
            covenant=covenant,
            kind=Publication.Kind.OVERVIEW,
            subject_year=year,
            version=now.version,
            schema=bundling.SCHEMA,
            content=now.content,
            sha256=now.hash,
            pdf=document.pdf(now.bundle, version=now.version, published_on=clock.today(), reason=reason.strip()),
            published_at=clock.now(),
            reason=reason.strip(),
        )
        if milestone.done_at:
            record(milestone, "publish", by, str(publication))
        else:
            milestone.perform("publish", by=by, message=str(publication))
        sync_results(covenant, year)
        if not milestone.before_use:
            _tell_everyone(covenant, publication)
    return publication


def has_second_signature(preview: Preview, covenant: Covenant, publisher: User) -> bool:
    """True when someone who may still sign, of another partner than the publisher, approved exactly this content."""
    return any(
        counts_beside(row.user, {it.pk for it in row.partners.all()}, row.at, publisher, covenant)
        for row in preview.approvals
    )


def _milestone(covenant: Covenant, year: int) -> Milestone:
    rows = Milestone.objects.filter(cycle__covenant=covenant, kind=MilestoneKind.BUNDLE, subject_year=year)
    milestone = rows.select_related("cycle__covenant").first()
    if milestone is None:
        raise NotAllowed(f"Over {year} hoort bij deze prestatieafspraken geen gezamenlijk overzicht.")
    return milestone


def _locked(milestone: Milestone) -> Milestone:
    rows = Milestone.objects.select_for_update(of=("self",)).select_related("cycle__covenant")
    return rows.get(pk=milestone.pk)


def _check(milestone: Milestone, now: Preview, by: User, content_hash: str, confirmed: set[str], reason: str) -> None:
    _check_moment(milestone, by)
    if now.is_unchanged:
        raise NotAllowed("Er is niets veranderd sinds de vorige versie. Een nieuwe versie is niet nodig.")
    if now.hash != content_hash:
        raise NotAllowed("Het overzicht is veranderd sinds u het las. Lees het opnieuw.")
    unconfirmed = [part.name for part in now.bundle.waiting_for if part.partner not in confirmed]
    if unconfirmed:
        names = enumerate_words(unconfirmed)
        raise NotAllowed(f"Bevestig eerst dat u publiceert zonder vastgestelde inzending van {names}.")
    if now.version > 1 and not reason:
        raise NotAllowed("Schrijf erbij waarom er een nieuwe versie komt; dat staat in het document.")
    if not has_second_signature(now, milestone.covenant, by):
        raise NotAllowed(
            "Voor publiceren zijn twee mensen van verschillende partners nodig. Vraag eerst iemand van een andere"
            " partner om akkoord te geven."
        )


def _check_moment(milestone: Milestone, by: User) -> None:
    if not Access.of(by).in_working_group(milestone.covenant):
        raise NotAllowed("Publiceren kan alleen een lid van de werkgroep.")
    if not milestone.covenant.is_open:
        raise NotAllowed("Deze prestatieafspraken zijn niet open. Er kan niets worden gepubliceerd.")
    if not milestone.has_opened():
        raise NotAllowed(f"Publiceren kan nog niet: dat kan vanaf {long_date(milestone.opens_on)}.")


def sync_results(covenant: Covenant, year: int) -> None:
    """After a publication the results about that year get their rows, until they are handed in."""
    from calendar_cycle.models import Assignment
    from monitoring import results

    open_ones = Assignment.objects.filter(
        milestone__cycle__covenant=covenant,
        milestone__kind=MilestoneKind.RESULTS,
        milestone__subject_year=year,
        state__in=(Assignment.State.IN_PROGRESS, Assignment.State.RETURNED),
    )
    for assignment in open_ones.with_everything():
        results.sync(assignment)


def _tell_everyone(covenant: Covenant, publication: Publication) -> None:
    day: date = publication.published_at.astimezone(clock.AMSTERDAM).date()
    item = Item(
        covenant=covenant,
        kind="published",
        subject=f"publication:{publication.pk}",
        for_date=day,
        sort=DEEDS["published"].sort,
        title=f"{str(publication).capitalize()}: gepubliceerd op {long_date(day)}",
        text=words.text("published", {"publication": publication, "day": day}),
        address=publication.get_absolute_url(),
    )
    parties = Party.objects.filter(covenant=covenant).taking_part().values_list("partner", flat=True)
    telling.tell_of_deed(item, reached_by("published", covenant, parties))
