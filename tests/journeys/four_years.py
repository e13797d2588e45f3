"""Four years of Druten in which everybody does what is theirs, each in its own way; the calendar does the rest.

Woonwaarts is early, De Kernen in time, the municipality hands in on the last day, HBD asks for more time
beforehand, and the Bewonersraad only when it is late.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from functools import partial
from io import StringIO

import time_machine
from django.core.management import call_command

from agreements.models import Covenant
from calendar_cycle import asking, extensions, questions, running
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Answer, Assignment, Extension, Mail, Milestone
from calendar_cycle.workflow import editing
from druten import clock
from druten.clock import AMSTERDAM
from monitoring import board, distributing, overviews, publishing
from monitoring.demo.people import People

FIRST, LAST = date(2025, 1, 1), date(2029, 4, 1)
Acts = dict[date, list[Callable[[], None]]]
# How many days before the deadline each hands in.
EARLY = {"woonwaarts": 20, "de-kernen": 5, "gemeente-druten": 1}
# The uitvraag of this year is forgotten: the form opens by itself.
FORGOTTEN = 2027
# The questions of the overview of this year are not fixed: it opens with last year's.
UNFIXED = 2028


class FourYears:
    """The covenant, its people, and what each does on which day."""

    def __init__(self) -> None:
        call_command("load_covenant", "fixtures/druten-2025-2028.yaml", stdout=StringIO())
        call_command("plan_cycles", stdout=StringIO())
        self.covenant = Covenant.objects.get(slug="druten-2025-2028")
        self.people = People(self.covenant)
        self.people.make()

    def play(self) -> None:
        """Every day: what the calendar brings at seven, then what people do at noon."""
        acts = self.acts()
        for number in range((LAST - FIRST).days + 1):
            day = FIRST + timedelta(days=number)
            with time_machine.travel(datetime.combine(day, time(7), AMSTERDAM), tick=False):
                assert running.run().faults.of == {}
                self._worker()
            with time_machine.travel(datetime.combine(day, time(12), AMSTERDAM), tick=False):
                for act in acts[day]:
                    act()

    def _worker(self) -> None:
        """Whatever waits goes: else each round would take up all mail of all years again."""
        Mail.objects.filter(sent_at=None).update(sent_at=clock.now())

    def acts(self) -> Acts:
        found: Acts = defaultdict(list)
        for step in Milestone.objects.filter(cycle__covenant=self.covenant).select_related("cycle__covenant"):
            for day, act in self._of_parties(step) if step.is_of_parties else self._of_working_group(step):
                found[day].append(act)
        return found

    # The parties, and what the working group does at their steps

    def _of_parties(self, step: Milestone) -> Iterator[tuple[date, Callable[[], None]]]:
        before = step.before
        if step.kind == MilestoneKind.OVERVIEW:
            yield before + timedelta(days=4), partial(self._send_round, step)
            if step.subject_year != UNFIXED:
                yield step.opens_on - timedelta(days=10), partial(self._fix, step)
        for slug, days in EARLY.items():
            yield before - timedelta(days=days), partial(self._hand_in, step, slug)
            yield before + timedelta(days=2), partial(self._accept, step, slug)
        yield before - timedelta(days=4), partial(self._ask, step, "hbd", before + timedelta(days=7))
        yield before - timedelta(days=3), partial(self._grant, step, "hbd")
        yield before + timedelta(days=1), partial(self._hand_in, step, "hbd")
        late = "bewonersraad-de-kernen"
        yield before + timedelta(days=3), partial(self._ask, step, late, before + timedelta(days=20))
        yield before + timedelta(days=4), partial(self._grant, step, late)
        yield before + timedelta(days=15), partial(self._hand_in, step, late)
        for slug in ("hbd", late):
            yield before + timedelta(days=16), partial(self._accept, step, slug)

    def _share(self, step: Milestone, slug: str) -> Assignment:
        return Assignment.objects.with_everything().get(milestone=step, partner__slug=slug)

    def _hand_in(self, step: Milestone, slug: str) -> None:
        share, submitter = self._share(step, slug), self.people.submitter(slug)
        with editing(share, by=submitter) as locked:
            if step.kind == MilestoneKind.OVERVIEW:
                overview = overviews.of(locked)
                overview.nothing_to_report = "Wij doen dit jaar mee met de anderen."
                overview.save()
            locked.results.update(state="done")
            for question in questions.of(locked):
                text = question.choices[0] if question.choices else "7"
                Answer.objects.update_or_create(assignment=locked, question=question, defaults={"text": text})
        share.perform("submit", by=submitter)

    def _accept(self, step: Milestone, slug: str) -> None:
        self._share(step, slug).perform("accept", by=self.people.reviewer_of(slug))

    def _ask(self, step: Milestone, slug: str, wished: date) -> None:
        extensions.ask(
            self._share(step, slug), by=self.people.submitter(slug), wished_before=wished, reason="Ons bestuur."
        )

    def _grant(self, step: Milestone, slug: str) -> None:
        asked = Extension.objects.get(assignment__milestone=step, assignment__partner__slug=slug)
        asked.perform("grant", by=self.people.reviewer_of(slug))

    # The working group

    def _of_working_group(self, step: Milestone) -> Iterator[tuple[date, Callable[[], None]]]:
        if step.kind == MilestoneKind.ACCENTS:
            yield step.before - timedelta(days=10), partial(self._no_accents, step)
        if step.kind == MilestoneKind.ALIGNMENT:
            yield step.before - timedelta(days=3), partial(self._talk, step)
        if step.kind == MilestoneKind.BUNDLE:
            yield step.before - timedelta(days=5), partial(self._publish, step)
        if step.kind == MilestoneKind.RESULTS_REQUEST and step.subject_year != FORGOTTEN:
            yield step.before - timedelta(days=20), partial(self._request, step)

        if step.kind == MilestoneKind.EVALUATION:
            yield step.before - timedelta(days=40), partial(self._advise, step)
        if step.kind in (MilestoneKind.EVALUATION, MilestoneKind.CLOSING):
            yield step.before - timedelta(days=10), partial(self._decide, step)

    def _advise(self, step: Milestone) -> None:
        step.perform("advise", by=self.people.secretary, message="Ga zo door.")

    def _decide(self, step: Milestone) -> None:
        held_on = step.before - timedelta(days=11)
        board.decide_on(step, by=self.people.secretary, held_on=held_on, text="Zo besloten.")

    def _no_accents(self, step: Milestone) -> None:
        held_on = step.before - timedelta(days=11)
        board.decide(step, by=self.people.secretary, held_on=held_on, text="Er zijn geen accenten.", none=True)

    def _talk(self, step: Milestone) -> None:
        board.conclude(step, by=self.people.secretary, held_on=step.before - timedelta(days=4), report="Besproken.")

    def _fix(self, step: Milestone) -> None:
        asking.settle(step, by=self.people.secretary)

    def _send_round(self, step: Milestone) -> None:
        distributing.distribute(step, by=self.people.secretary)

    def _publish(self, step: Milestone) -> None:
        year = step.subject_year or 0
        digest = publishing.preview(self.covenant, year).hash
        publishing.approve(self.covenant, year, by=self.people.second, content_hash=digest)
        publishing.publish(self.covenant, year, by=self.people.secretary, content_hash=digest)

    def _request(self, step: Milestone) -> None:
        board.send_request(step, by=self.people.secretary)


def mails() -> str:
    """Every mail that went: day, to whom, subject; who gets the same on a day stands together."""
    found: dict[tuple[date, str], list[str]] = defaultdict(list)
    for mail in Mail.objects.order_by("queued_at", "pk"):
        found[mail.queued_at.astimezone(AMSTERDAM).date(), mail.subject].append(mail.to.removesuffix(".example"))
    lines = [f"{day:%Y-%m-%d};{', '.join(sorted(to))};{subject}" for (day, subject), to in found.items()]
    return "\n".join(["dag;aan;onderwerp", *lines]) + "\n"
