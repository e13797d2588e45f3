"""What happens when, year after year, each step by the one whose step it is."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings

from agreements.models import Agreement, Covenant, Decision, Meeting, Topic, Village
from calendar_cycle import extensions, questions
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Answer, Assignment
from calendar_cycle.workflow import editing
from druten import clock
from monitoring import overviews, publishing
from monitoring.demo.asides import Asides
from monitoring.demo.finding import Finding
from monitoring.demo.step import Step, on
from monitoring.models import Accent, Activity, Contribution, Indicator, Measurement, NoActivity, Overview, Result

DATA = Path(settings.BASE_DIR) / "fixtures" / "demo.yaml"
PARTNERS = ("woonwaarts", "de-kernen", "gemeente-druten", "hbd", "bewonersraad-de-kernen")
PLANNED = (2026, 2027)


class Story(Finding):
    """The story of one covenant; `steps` are in the order of time."""

    def __init__(self, covenant: Covenant) -> None:
        super().__init__(covenant)
        self.data: dict[str, Any] = yaml.safe_load(DATA.read_text("utf-8"))

    def steps(self) -> list[Step]:
        found = [*self._first_results(), *(step for year in PLANNED for step in self._planning(year))]
        found += self._results_of_2026()
        found += Asides(self.covenant).steps()
        return sorted(found, key=lambda step: step.at)

    # The year of planning

    def _planning(self, year: int) -> Iterator[Step]:
        then = year - 1
        yield on(then, 3, 20, lambda: self._accents(year))
        for day, slug in ((12, "de-kernen"), (14, "woonwaarts"), (16, "gemeente-druten"), (22, "hbd")):
            yield on(then, 4, day, partial(self._fill_in, slug, year))
        yield on(then, 6, 8, lambda: self._deed("de-kernen", "overview", year, "submit"))
        yield on(then, 6, 11, lambda: self._answer_contributions(year, ("gemeente-druten", "bewonersraad-de-kernen")))
        yield on(then, 6, 15, lambda: self._return("de-kernen", year, date(then, 7, 1)))
        yield on(then, 6, 24, lambda: self._deed("gemeente-druten", "overview", year, "submit"))
        yield on(then, 6, 25, lambda: self._deed("de-kernen", "overview", year, "submit"))
        yield on(then, 6, 28, lambda: self._deed("woonwaarts", "overview", year, "submit"))
        yield on(then, 6, 29, lambda: self._deed("hbd", "overview", year, "submit"))
        yield on(then, 6, 30, lambda: self._ask_extension(year))
        yield on(then, 7, 6, lambda: self._answer_contributions(year, ("hbd", "woonwaarts")))
        for slug in ("de-kernen", "woonwaarts", "gemeente-druten"):
            yield on(then, 7, 14, partial(self._review, slug, "overview", year, "accept"))
        yield on(then, 8, 27, lambda: self._alignment(year))
        if year == PLANNED[-1]:
            yield on(then, 11, 16, lambda: self._send_back_hbd(year))
            return
        yield on(then, 7, 7, lambda: self._late_one_hands_in(year))
        for slug in ("hbd", "bewonersraad-de-kernen"):
            yield on(then, 7, 15, partial(self._review, slug, "overview", year, "accept"))
        yield on(then, 11, 20, lambda: self._publish(year))

    def _accents(self, year: int) -> None:
        milestone = self._milestone(MilestoneKind.ACCENTS, year)
        meeting = Meeting.objects.create(
            covenant=self.covenant,
            kind=Meeting.Kind.BOARD,
            held_on=clock.today(),
            place="Gemeentehuis Druten",
            report="Het bestuur koos de accenten voor het komende jaar.",
        )
        decision = Decision.objects.create(meeting=meeting, number=1, text=f"De accenten voor {year} zijn vastgesteld.")
        for row in self.data["accents"][year]:
            Accent.objects.create(
                milestone=milestone,
                year=year,
                title=row["title"],
                text=row["text"],
                decision=decision,
                agreement=self._agreement(row["agreement"]) if "agreement" in row else None,
                topic=Topic.objects.get(covenant=self.covenant, number=row["topic"]) if "topic" in row else None,
            )
        milestone.perform("decide", by=self.people.secretary, decision=decision)

    def _fill_in(self, slug: str, year: int) -> None:
        assignment = self._assignment(slug, "overview", year)
        with editing(assignment, by=self.people.editor(slug)) as locked:
            overview = overviews.of(locked)
            for row in self.data["activities"][slug][year]:
                self._activity(overview, row, year)
            for row in self.data["nothing"].get(slug, {}).get(year, []):
                NoActivity.objects.create(
                    overview=overview, agreement=self._agreement(row["agreement"]), why=row["why"], text=row["text"]
                )
            self._say_something_of_the_rest(overview)
            self._answer_questions(locked)
            self._ask_others(slug, overview, year)

    def _activity(self, overview: Overview, row: dict[str, Any], year: int) -> None:
        quarters = row.get("quarters", [1, 4])
        activity = Activity.objects.create(
            covenant=self.covenant,
            overview=overview,
            code=overviews.next_code(overview),
            title=row["title"],
            text=row["text"],
            involvement=row.get("involvement", []),
            first_quarter=quarters[0],
            last_quarter=quarters[1],
            budget=row.get("budget"),
            planned_quantity=row.get("planned_quantity"),
            continues=self._last_year(row.get("continues"), year - 1),
        )
        activity.agreements.set([self._agreement(code) for code in row["agreements"]])
        activity.villages.set(Village.objects.filter(covenant=self.covenant, name__in=row.get("villages", [])))
        served = Accent.objects.decided(self.covenant, year).filter(agreement__code__in=row["agreements"])
        activity.accents.set(served)

    def _say_something_of_the_rest(self, overview: Overview) -> None:
        """What goes on gets an activity, what has its time a reason; a few are forgotten, as happens."""
        for number, due in enumerate(overviews.not_yet_said(overview), start=1):
            agreement = due.agreement
            if number % 6 == 0:
                continue
            if agreement.recurrence in (Agreement.Recurrence.YEARLY, Agreement.Recurrence.CONTINUOUS):
                row = {"title": agreement.title, "text": "Hier gaan wij mee door.", "agreements": [agreement.code]}
                self._activity(overview, row, overview.year)
            else:
                NoActivity.objects.create(
                    overview=overview,
                    agreement=agreement,
                    why=NoActivity.Why.LATER,
                    text="Dit doen wij een jaar later.",
                )

    def _ask_others(self, slug: str, overview: Overview, year: int) -> None:
        for row in self.data["contributions"][year]:
            if row["asker"] != slug:
                continue
            Contribution.objects.create(
                overview=overview,
                activity=overview.activities.get(title=row["activity"]),
                partner=self._partner(row["partner"]),
                origin=Contribution.Origin.ASKED,
                text=row["text"],
                by_quarter=row["by_quarter"],
            )
        for contribution in overview.contributions.all():
            contribution.perform("send", by=self.people.editor(slug))

    def _answer_questions(self, assignment: Assignment) -> None:
        for question in questions.of(assignment):
            text = question.choices[0] if question.choices else "Dit staat bij onze activiteiten."
            if question.answer_kind == question.AnswerKind.NUMBER:
                text = "7"
            Answer.objects.update_or_create(assignment=assignment, question=question, defaults={"text": text})

    def _answer_contributions(self, year: int, partners: tuple[str, ...]) -> None:
        for row in self.data["contributions"][year]:
            if row["partner"] in partners and row["answer"]:
                contribution = Contribution.objects.filter(
                    state=Contribution.State.SENT, text=row["text"], overview__assignment__milestone__subject_year=year
                ).first()
                if contribution:
                    by, left_out = self.people.editor(row["partner"]), row.get("left_out", "")
                    contribution.perform(row["answer"], by=by, message=row["words"], left_out=left_out)

    def _return(self, slug: str, year: int, answer_before: date) -> None:
        self._assignment(slug, "overview", year).perform(
            "return_for_changes",
            by=self.people.reviewer_of(slug),
            message="Wilt u bij Horssen erbij zetten in welk kwartaal u begint?",
            answer_before=answer_before,
        )

    def _ask_extension(self, year: int) -> None:
        slug = "bewonersraad-de-kernen"
        self._fill_in(slug, year)
        extension = extensions.ask(
            self._assignment(slug, "overview", year),
            by=self.people.submitter(slug),
            wished_before=date(year - 1, 7, 8),
            reason="Ons bestuur vergadert pas op 5 juli.",
        )
        extension.perform("grant", by=self.people.secretary, message="Dat is goed.")

    def _late_one_hands_in(self, year: int) -> None:
        self._deed("bewonersraad-de-kernen", "overview", year, "submit")

    def _alignment(self, year: int) -> None:
        meeting = Meeting.objects.create(
            covenant=self.covenant,
            kind=Meeting.Kind.WORKING_GROUP,
            held_on=clock.today(),
            place="Kantoor Woonwaarts",
            report="Alle overzichten naast elkaar gelegd. De hulpvragen zijn besproken.",
        )
        self._milestone(MilestoneKind.ALIGNMENT, year).perform("conclude", by=self.people.secretary, meeting=meeting)

    def _send_back_hbd(self, year: int) -> None:
        self._assignment("hbd", "overview", year).perform(
            "return_for_changes",
            by=self.people.secretary,
            message="In de afstemming beloofde u de huurders in Deest te bellen. Wilt u dat toevoegen?",
            answer_before=date(year - 1, 12, 5),
        )

    def _publish(self, year: int) -> None:
        now = publishing.preview(self.covenant, year)
        publishing.approve(self.covenant, year, by=self.people.second, content_hash=now.hash)
        publishing.publish(
            self.covenant,
            year,
            by=self.people.secretary,
            content_hash=now.hash,
            confirmed={part.partner for part in now.bundle.waiting_for},
        )

    # The results

    def _first_results(self) -> Iterator[Step]:
        yield on(2025, 12, 10, lambda: self._send_request(2025))
        for number, slug in enumerate(PARTNERS):
            yield on(2026, 2, 10 + number, partial(self._report, slug, 2025))
            yield on(2026, 3, 9, partial(self._review, slug, "results", 2025, "accept"))
        yield on(2026, 3, 10, self._measure)

    def _results_of_2026(self) -> Iterator[Step]:
        yield on(2026, 12, 10, lambda: self._send_request(2026))
        for number, slug in enumerate(PARTNERS[:-1]):
            yield on(2027, 2, 10 + number, partial(self._report, slug, 2026))
            yield on(2027, 3, 9, partial(self._review, slug, "results", 2026, "accept"))

    def _send_request(self, year: int) -> None:
        self._milestone(MilestoneKind.RESULTS_REQUEST, year).perform("send", by=self.people.secretary)

    def _report(self, slug: str, year: int) -> None:
        assignment = self._assignment(slug, "results", year)
        with editing(assignment, by=self.people.editor(slug)) as locked:
            for row in locked.results.select_related("activity", "agreement"):
                self._fill_result(row, slug, year)
            self._answer_questions(locked)
        self._deed(slug, "results", year, "submit")

    def _fill_result(self, row: Result, slug: str, year: int) -> None:
        told = self._told(row, slug, year)
        row.state, row.text = told["state"], told["text"]
        row.realised_quantity = told.get("realised")
        row.save()

    def _told(self, row: Result, slug: str, year: int) -> dict[str, Any]:
        plans = self.data["activities"].get(slug, {}).get(year, [])
        plan = next((it for it in plans if row.activity and it["title"] == row.activity.title), None)
        if plan:
            return {"state": plan["state"], "text": plan["result"], "realised": plan.get("realised")}
        first = self.data["results_2025"]
        code = row.agreement.code if row.agreement else ""
        state = next((it for it in ("delayed", "done") if code in first[it]), "on_track")
        return {"state": state, "text": first["texts"][state]}

    def _measure(self) -> None:
        for row in self.data["measurements"]:
            indicator = Indicator.objects.filter(covenant=self.covenant, key=row["indicator"]).first()
            if indicator:
                Measurement.objects.create(
                    indicator=indicator, year=row["year"], value=Decimal(row["value"]), by=self.people.secretary
                )
