"""What is too large to take gets a page in our clothes, with a way on."""

import pytest
from django.test import Client

from tests.world import World

pytestmark = pytest.mark.django_db


def test_a_request_that_says_it_is_too_large_is_not_read(world: World, client: Client, settings) -> None:
    settings.LARGEST_REQUEST = 1000
    client.force_login(world.editor)
    answer = client.post("/", {"words": "x" * 1001})
    page = answer.content.decode()
    assert answer.status_code == 413
    assert "Dit is te groot om te versturen" in page
    assert "Naar Mijn taken" in page
    assert world.editor.get_short_name() in page


def test_one_that_fits_is_read(world: World, client: Client, settings) -> None:
    settings.LARGEST_REQUEST = 1000
    client.force_login(world.editor)
    assert client.post("/", {"words": "x"}).status_code == 405


def test_too_many_words_beside_a_file_get_the_same_page(world: World, client: Client, settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 500
    assert client.get("/accounts/login/").status_code == 200
    answer = client.post("/accounts/login/", {"login": "x" * 600, "password": "x"})
    assert answer.status_code == 413
    assert "Dit is te groot om te versturen" in answer.content.decode()


def test_what_can_not_be_read_keeps_its_own_page(client: Client, settings) -> None:
    settings.ALLOWED_HOSTS = ["ons.example"]
    answer = client.get("/accounts/login/", headers={"host": "ander.example"})
    assert answer.status_code == 400
    assert "Dit verzoek kunnen wij niet lezen" in answer.content.decode()
