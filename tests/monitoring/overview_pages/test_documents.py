"""An overview as PDF: what was handed in for who may read it, the draft for its own people only."""

from io import BytesIO

import pytest
import time_machine
from django.test import Client
from pypdf import PdfReader

from tests.world import World, moment

pytestmark = pytest.mark.django_db
BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


def text_of(content: bytes) -> list[str]:
    return [page.extract_text().replace("\n", " ") for page in PdfReader(BytesIO(content)).pages]


def get(client: Client, person: object, name: str) -> int | bytes:
    client.force_login(person)  # type: ignore[arg-type]
    answer = client.get(BASE + name)
    return answer.content if answer.status_code == 200 else answer.status_code


def test_the_draft_says_so_on_every_page(client: Client, world: World, activity) -> None:
    activity.text = "Wij leggen panelen. " * 400
    activity.save()
    content = get(client, world.reader, "concept.pdf")
    assert isinstance(content, bytes)
    pages = text_of(content)
    assert len(pages) > 1
    assert all("CONCEPT" in page for page in pages)
    assert "concept van 10 mei 2026" in pages[0]
    assert b"pdfuaid:part" in content


@pytest.mark.parametrize("who", ["other_submitter", "secretary", "board", "administrator"])
def test_nobody_else_reads_the_draft(client: Client, world: World, activity, who: str) -> None:
    assert get(client, world.people[who], "concept.pdf") == 404


def test_what_was_handed_in_is_read_by_who_may(client: Client, world: World, assignment, activity) -> None:
    assert get(client, world.submitter, "ingediend.pdf") == 404
    assignment.perform("start", by=world.submitter)
    assignment.perform("submit", by=world.submitter)
    content = get(client, world.secretary, "ingediend.pdf")
    assert isinstance(content, bytes)
    assert "ingediend op 10 mei 2026 (inzending 1). Het is nog niet vastgesteld." in text_of(content)[0]
    assert "CONCEPT" not in text_of(content)[0]
    assert get(client, world.other_submitter, "ingediend.pdf") == 404
    with time_machine.travel(moment(2026, 7, 1), tick=False):
        assert isinstance(get(client, world.other_submitter, "ingediend.pdf"), bytes)
        assert get(client, world.board, "ingediend.pdf") == 404


def test_the_mail_of_the_hand_in_tells_where_it_can_be_taken_along(
    world: World, assignment, activity, django_capture_on_commit_callbacks, mailoutbox
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        assignment.perform("start", by=world.submitter)
        assignment.perform("submit", by=world.submitter)
    own = next(mail for mail in mailoutbox if world.submitter.email in mail.to)
    assert "Wat u indiende, als PDF: http" in own.body
    assert f"{BASE}ingediend.pdf" in own.body
