"""Druten from 1 April 2025 to 1 March 2027: each step by the role whose step it is, through the screens."""

import re
from typing import Any

import pytest
from django.core.management import call_command

from agreements.models import Agreement, Covenant, Partner
from calendar_cycle.models import Assignment, Milestone
from monitoring.demo.people import People
from monitoring.models import Activity, Contribution, Publication, Result
from tests.fixtures import druten_file
from tests.journeys.driver import Person, on
from tests.world import moment

SLUG = "druten-2025-2028"
pytestmark = [pytest.mark.django_db, pytest.mark.long]


@pytest.fixture
def druten() -> Covenant:
    with on(moment(2025, 1, 6)):
        druten_file.load()
        call_command("plan_cycles", verbosity=0)
        covenant = Covenant.objects.get(slug=SLUG)
        People(covenant).make()
    return covenant


class Play:
    """The people of Druten, and what they do."""

    def __init__(self, covenant: Covenant) -> None:
        self.covenant = covenant
        self.secretary = Person("werkgroep@druten.example")
        self.second = Person("werkgroep2@druten.example")
        self.board = Person("bestuur@druten.example")

    def submitter(self, slug: str) -> Person:
        return Person(f"indiener@{slug}.example")

    def editor(self, slug: str) -> Person:
        return Person(f"invuller@{slug}.example")

    def assignment(self, slug: str, year: int, kind: str = "overview") -> Assignment:
        return Assignment.objects.get(milestone__kind=kind, milestone__subject_year=year, partner__slug=slug)

    def milestone(self, kind: str, year: int) -> Milestone:
        return Milestone.objects.get(kind=kind, subject_year=year)

    def plans(self, slug: str, year: int, title: str, code: str, **typed: Any) -> Activity:
        """An editor adds an activity and answers the questions."""
        editor = self.editor(slug)
        agreement = Agreement.objects.get(code=code)
        editor.fills_in(
            "monitoring:activity_add",
            SLUG,
            year,
            slug,
            title=title,
            agreements=[agreement.pk],
            first_quarter=1,
            **typed,
        )
        self.answers(slug, year)
        return Activity.objects.get(title=title, overview__assignment__milestone__subject_year=year)

    def answers(self, slug: str, year: int, page: str = "monitoring:overview_questions") -> None:
        kind = "overview" if "overview" in page else "results"
        asked = self.assignment(slug, year, kind).milestone.questions.filter(
            partner_kind__in=("", Partner.objects.get(slug=slug).kind)
        )
        typed = {f"question_{row.pk}": row.choices[0] if row.choices else "7" for row in asked}
        self.editor(slug).fills_in(page, SLUG, year, slug, **typed)

    def hands_in(self, slug: str, year: int, kind: str = "overview") -> str:
        return self.submitter(slug).presses(f"monitoring:{kind}_submit", SLUG, year, slug)

    def reviews(self, slug: str, year: int, deed: str, kind: str = "overview", **typed: Any) -> str:
        person = self.second if slug == "gemeente-druten" else self.secretary
        key = self.assignment(slug, year, kind).pk
        read = re.search(r'name="submission_number" value="(\d+)"', person.reads("work:assignment", key))
        return person.presses("work:deed", key, deed, submission_number=read[1] if read else "", **typed)

    def state(self, slug: str, year: int, kind: str = "overview") -> str:
        return self.assignment(slug, year, kind).state

    def publishes(self, year: int, **typed: Any) -> None:
        step = self.milestone("bundle", year).pk
        text = self.second.reads("work:publication", step)
        found = re.search(r'name="content_hash"\s+value="([0-9a-f]{64})"', text)
        assert found
        self.second.presses("work:publication_approve", step, content_hash=found[1])
        self.secretary.presses("work:publication_publish", step, content_hash=found[1], **typed)


def test_the_first_years_of_druten(druten: Covenant) -> None:
    play = Play(druten)
    plan_2026(play)
    align_and_publish_2026(play)
    change_after_publication(play)
    report_2025(play)
    plan_2027(play)
    report_2026(play)


def plan_2026(play: Play) -> None:
    with on(moment(2025, 3, 31, 23, 59)):
        assert "1 april 2025" in play.editor("woonwaarts").reads("monitoring:overview", SLUG, 2026, "woonwaarts")
    with on(moment(2025, 4, 10)):
        solar = play.plans("woonwaarts", 2026, "Zonnepanelen aanbieden", "3-03", last_quarter=4)
        hbd = Partner.objects.get(slug="hbd")
        play.editor("woonwaarts").fills_in(
            "monitoring:contribution_ask", SLUG, 2026, "woonwaarts", solar.pk, partner=hbd.pk, text="Vertelt u het?"
        )
        play.plans("de-kernen", 2026, "27 huizen in Horssen", "1.1-02", last_quarter=4, planned_quantity="27")
        play.plans("gemeente-druten", 2026, "Warmtevisie per dorp", "3-08", last_quarter=3, budget="€ 65.000,-")
        play.plans("hbd", 2026, "Wijkschouw in Deest", "5.1-03", last_quarter=3)
        assert play.editor("de-kernen").is_kept_from("monitoring:activity_edit", SLUG, 2026, "woonwaarts", solar.pk)
    with on(moment(2025, 6, 20)):
        play.hands_in("woonwaarts", 2026)
        play.hands_in("de-kernen", 2026)
        play.hands_in("gemeente-druten", 2026)
        play.submitter("gemeente-druten").presses("monitoring:overview_withdraw", SLUG, 2026, "gemeente-druten")
        assert play.state("gemeente-druten", 2026) == "in_progress"
        play.hands_in("gemeente-druten", 2026)
        play.reviews(
            "de-kernen", 2026, "return_for_changes", message="In welk kwartaal begint u?", answer_before="2025-07-04"
        )
        assert "In welk kwartaal begint u?" in play.submitter("de-kernen").reads("home")
    with on(moment(2025, 6, 29)):
        play.editor("bewonersraad-de-kernen").fills_in(
            "monitoring:extension_ask",
            SLUG,
            2026,
            "bewonersraad-de-kernen",
            wished_before="2025-07-08",
            reason="Ons bestuur vergadert later.",
        )
        waiting = play.assignment("bewonersraad-de-kernen", 2026)
        play.secretary.presses("work:extension", waiting.pk, "grant", before="2025-07-08", message="Dat is goed.")
    with on(moment(2025, 7, 1, 0, 0)):
        refused = play.hands_in("hbd", 2026)
        assert "vóór 1 juli 2025" in refused
        assert play.state("hbd", 2026) == "in_progress"
    with on(moment(2025, 7, 3)):
        play.hands_in("de-kernen", 2026)
    with on(moment(2025, 7, 7, 23, 59)):
        play.editor("bewonersraad-de-kernen").fills_in(
            "monitoring:nothing",
            SLUG,
            2026,
            "bewonersraad-de-kernen",
            nothing_to_report="Wij doen mee met HBD.",
        )
        play.answers("bewonersraad-de-kernen", 2026)
        play.hands_in("bewonersraad-de-kernen", 2026)
    with on(moment(2025, 7, 10)):
        play.reviews("hbd", 2026, "close", message="Niets gekomen.")
        for slug in ("woonwaarts", "de-kernen", "gemeente-druten"):
            play.reviews(slug, 2026, "accept")
        assert play.state("hbd", 2026) == "missed"
        assert play.state("gemeente-druten", 2026) == "accepted"
        own = play.secretary.presses("work:deed", play.assignment("gemeente-druten", 2026).pk, "accept")
        assert "eigen organisatie" in own


def align_and_publish_2026(play: Play) -> None:
    with on(moment(2025, 8, 20)):
        asked = Contribution.objects.get(text="Vertelt u het?")
        play.editor("hbd").presses(
            "monitoring:contribution_answer", asked.pk, deed="promise", message="Graag.", version=asked.version
        )
        asked.refresh_from_db()
        assert asked.state == "promised"
        play.secretary.fills_in(
            "work:alignment", play.milestone("alignment", 2026).pk, held_on="2025-08-20", report="Alles besproken."
        )
    with on(moment(2025, 11, 10)):
        play.publishes(2026, confirmed=["hbd", "bewonersraad-de-kernen"])
        assert Publication.objects.get().version == 1
        assert "Zonnepanelen aanbieden" in play.board.reads("monitoring:publication", SLUG, 2026, 1)
        assert play.milestone("bundle", 2026).done_at is not None


def change_after_publication(play: Play) -> None:
    with on(moment(2025, 11, 24)):
        play.reviews("hbd", 2026, "reopen", message="Alsnog welkom.", answer_before="2025-12-05")
        play.reviews("woonwaarts", 2026, "reopen", message="Er komt iets bij.", answer_before="2025-12-05")
    with on(moment(2025, 11, 28)):
        play.hands_in("hbd", 2026)
        play.plans("woonwaarts", 2026, "Verhuiscoach", "4.1-04", last_quarter=4)
        play.hands_in("woonwaarts", 2026)
        play.reviews("hbd", 2026, "accept")
        play.reviews("woonwaarts", 2026, "accept")
        play.publishes(2026, confirmed=["bewonersraad-de-kernen"], reason="HBD en Woonwaarts vulden aan.")
        assert list(Publication.objects.values_list("version", flat=True)) == [1, 2]
        assert "Verhuiscoach" not in play.board.reads("monitoring:publication", SLUG, 2026, 1)
        assert "Verhuiscoach" in play.board.reads("monitoring:publication", SLUG, 2026, 2)


def report_2025(play: Play) -> None:
    with on(moment(2025, 12, 10)):
        before = play.editor("de-kernen").reads("monitoring:results", SLUG, 2025, "de-kernen")
        assert "1 januari 2026" in before or "1 december 2025" in before
        play.secretary.presses("work:request_send", play.milestone("results_request", 2025).pk)
        fill_in_results(play, "de-kernen", 2025, "on_track")
    with on(moment(2026, 2, 20)):
        play.hands_in("de-kernen", 2025, "results")
        play.reviews("de-kernen", 2025, "accept", kind="results")
        assert play.state("de-kernen", 2025, "results") == "accepted"
        assert not Result.objects.filter(assignment__milestone__subject_year=2025, activity__isnull=False).exists()


def plan_2027(play: Play) -> None:
    with on(moment(2026, 3, 20)):
        step = play.milestone("accents", 2027)
        play.secretary.fills_in("work:accent_add", step.pk, title="Bouwen in elke kern", text="Ook klein.")
        assert "Bouwen in elke kern" not in play.editor("hbd").reads("monitoring:progress", SLUG)
        play.secretary.presses("work:accents_decide", step.pk, held_on="2026-03-20", text="Zo besloten.")
    with on(moment(2026, 4, 10)):
        play.plans("woonwaarts", 2027, "36 huizen in Deest Zuid", "1.1-03", last_quarter=4, planned_quantity="36")
        page = play.editor("woonwaarts").reads("monitoring:overview", SLUG, 2027, "woonwaarts")
        assert "36 huizen in Deest Zuid" in page


def report_2026(play: Play) -> None:
    with on(moment(2026, 12, 31, 12)):
        assert (
            play.editor("woonwaarts").reads("monitoring:results_rows", SLUG, 2026, "woonwaarts").count("Verhuiscoach")
            == 0
        )
    with on(moment(2027, 1, 5)):
        fill_in_results(play, "woonwaarts", 2026, "done")
        titles = set(
            Result.objects.filter(assignment__milestone__subject_year=2026, activity__isnull=False).values_list(
                "activity__title", flat=True
            )
        )
        assert titles == {"Zonnepanelen aanbieden", "Verhuiscoach"}
        play.hands_in("woonwaarts", 2026, "results")
        play.reviews("woonwaarts", 2026, "accept", kind="results")
    with on(moment(2027, 3, 1)):
        text = play.board.reads("monitoring:progress", SLUG)
        assert "Voortgang" in text
        assert "vóór 1 maart 2027" in play.hands_in("gemeente-druten", 2026, "results") or (
            play.state("gemeente-druten", 2026, "results") == "todo"
        )


def fill_in_results(play: Play, slug: str, year: int, state: str) -> None:
    editor = play.editor(slug)
    editor.reads("monitoring:results", SLUG, year, slug)
    for row in Result.objects.filter(assignment=play.assignment(slug, year, "results")):
        editor.fills_in("monitoring:results_row", SLUG, year, slug, row.pk, state=state, text="Gedaan.")
    play.answers(slug, year, "monitoring:results_questions")
