"""What was handed in: read by others as it was, and kept as a document by its own partner."""

from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from calendar_cycle.models import Assignment, Submission
from monitoring import results_reading
from monitoring.documents import results as document
from monitoring.models import Contribution
from monitoring.results_reading import Words
from tests import factories
from tests.monitoring.results_pages import PATH, row_of
from tests.monitoring.results_pages.plans import indicator, planned
from tests.world import World, moment

pytestmark = pytest.mark.django_db


@pytest.fixture
def submission(client: Client, assignment: Assignment, world: World) -> Submission:
    """An activity, a figure, a promise and an answer, handed in through the screens."""
    client.force_login(world.submitter)
    activity = planned(world, world.covenant.agreements.get())
    promise = factories.ContributionFactory(activity=activity, partner=world.tenants, text="Wij vragen bewoners.")
    Contribution.objects.filter(pk=promise.pk).update(
        state="promised", kept="partly", kept_text="Eén avond", sent_at=moment(2025, 4, 1)
    )
    share = indicator(world, "aandeel", name="Tevreden", kind="share", over_partners="ratio", unit="%")
    factories.QuestionFactory(milestone=assignment.milestone, text="Wat viel op?")
    client.get(PATH)
    row = assignment.results.get()
    words = {"state": "delayed", "realised_quantity": "8", "text": "Acht daken.", "adjustment": "In maart verder."}
    client.post(f"{PATH}rij/{row.pk}/", {**words, "version": row.version})
    client.post(f"{PATH}cijfers/", {f"numerator_{share.pk}": "30", f"denominator_{share.pk}": "40"})
    client.post(f"{PATH}indienen/")
    return assignment.submissions.get()


READ = (
    "Zonnepanelen",
    "Gehaald: 8 van de 12 woningen",
    "Acht daken.",
    "In maart verder.",
    "Tevreden",
    "30 van de 40 (75%)",
    "Wij vragen bewoners.",
    "nagekomen: deels",
    "Eén avond",
    "Wat viel op?",
)


def test_the_check_page_and_others_read_the_same(client: Client, submission: Submission, world: World) -> None:
    own = client.get(f"{PATH}controleren/").content.decode()
    Submission.objects.filter(pk=submission.pk).update(accepted_at=moment(2026, 1, 15))
    client.force_login(world.other_submitter)
    others = client.get(PATH).content.decode()
    for words in READ:
        assert words in own, words
        assert words in others, words


def test_what_is_missing_is_said_once(editor: Client, assignment: Assignment) -> None:
    editor.get(PATH)
    page = editor.get(f"{PATH}controleren/").content.decode()
    assert page.count("Kies een stand bij") == 1


def test_after_handing_in_it_says_what_happens_next(client: Client, submission: Submission, world: World) -> None:
    page = client.get(f"{PATH}ingediend/").content.decode()
    assert "De resultaten van 2025 zijn ingediend" in page
    assert "Wat gebeurt er nu?" in page
    assert "vóór 1 maart 2026" in page.lower()
    assert f'href="{PATH}pdf/"' in page
    assert f'href="{PATH}pdf/"' in client.get(PATH).content.decode()


def test_before_handing_in_that_page_leads_back(editor: Client, assignment: Assignment) -> None:
    assert editor.get(f"{PATH}ingediend/").url == PATH
    assert editor.get(f"{PATH}pdf/").status_code == 404


def test_its_own_people_take_it_along_as_a_tagged_document(
    client: Client, submission: Submission, world: World
) -> None:
    answer = client.get(f"{PATH}pdf/")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"] == 'attachment; filename="resultaten-2025-woonstichting-druten.pdf"'
    found = PdfReader(BytesIO(answer.content))
    assert found.metadata
    assert found.metadata.title == "Resultaten 2025 van Woonstichting Druten"
    assert found.trailer["/Root"]["/Lang"] == "nl-NL"
    assert found.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert b"pdfuaid:part" in answer.content
    text = " ".join(page.extract_text() for page in found.pages).replace("\n", " ")
    for words in (*READ[2:7], "8 van de 12 woningen", "deels: Eén avond", "ingediend op 15 januari 2026", "Vertraagd"):
        assert words.lower() in text.lower(), words
    client.force_login(world.other_submitter)
    assert client.get(f"{PATH}pdf/").status_code == 404


def test_the_document_holds_what_was_handed_in_and_not_what_came_after(
    client: Client, submission: Submission, assignment: Assignment
) -> None:
    assignment.results.update(text="Later veranderd.")
    text = PdfReader(BytesIO(client.get(f"{PATH}pdf/").content)).pages[0].extract_text()
    assert "Acht daken." in text
    assert "Later veranderd." not in text


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=150) | st.sampled_from(["#panic()", "$x$ *b* _i_ <a> @b", "\\ ` ~ [ ] { }", "🎉\x00\ufffe"]))
def test_whatever_people_type_the_document_comes(typed: str) -> None:
    assignment = factories.AssignmentFactory.build(
        partner=factories.PartnerFactory.build(name=typed),
        milestone=factories.MilestoneFactory.build(
            kind="results",
            subject_year=2025,
            cycle=factories.CycleFactory.build(covenant=factories.CovenantFactory.build()),
        ),
    )
    row = {"activity": "WW-2025-1", "agreement": None, "title": typed, "agreements": [typed], "state": "done",
           "realised_quantity": "8", "planned_quantity": None, "text": typed, "adjustment": typed}  # fmt: skip
    read = results_reading.of({"results": [row], "answers": [{"question": typed, "answer": typed}]}, Words())
    made = document.pdf(assignment, Submission(number=1, submitted_at=moment(2026, 1, 15)), read)
    assert made.startswith(b"%PDF")


def test_a_hand_in_of_before_these_parts_is_still_read() -> None:
    assert results_reading.of({}, Words()) == results_reading.Reading([], [], [], [])


def test_who_handed_in_hears_by_mail_what_happens_next(
    client: Client, assignment: Assignment, world: World, django_capture_on_commit_callbacks: Any, mailoutbox: Any
) -> None:
    client.force_login(world.submitter)
    row = row_of(client, assignment)
    client.post(f"{PATH}rij/{row.pk}/", {"state": "done", "version": row.version})
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"{PATH}indienen/")
    assert [mail.to for mail in mailoutbox] == [[world.submitter.email]]
    assert "Resultaten 2025" in mailoutbox[0].subject
    assert "Wat gebeurt er nu?" in mailoutbox[0].body
    assert PATH in mailoutbox[0].body
