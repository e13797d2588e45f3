"""Logging in and out, a forgotten password, and the pages that say something went wrong."""

import re

import pytest
from django.core import mail
from django.test import Client

from tests import second_factor
from tests.world import World

LOGIN = "/accounts/login/"


def test_it_logs_in_with_an_address_in_any_case(client: Client, world: World) -> None:
    answer = client.post(LOGIN, {"login": "Submitter@Druten.example", "password": "druten-demo"})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_it_says_what_is_wrong_with_a_summary_on_top_and_keeps_the_address(client: Client, world: World) -> None:
    page = client.post(LOGIN, {"login": "submitter@druten.example", "password": "fout"}).content.decode()
    assert "<title>Fout: Inloggen – Prestatieafspraken</title>" in page
    assert "Er klopt iets niet" in page
    assert 'value="submitter@druten.example"' in page


def test_it_sends_who_is_not_logged_in_to_the_login_page_and_back(client: Client, world: World) -> None:
    answer = client.get("/voortgang/")
    assert answer["Location"] == "/accounts/login/?next=/voortgang/"
    answer = client.post(LOGIN, {"login": "submitter@druten.example", "password": "druten-demo", "next": "/voortgang/"})
    assert answer["Location"] == "/voortgang/"


def test_it_logs_out_by_a_button_only(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    assert "Wilt u uitloggen?" in client.get("/accounts/logout/").content.decode()
    assert "_auth_user_id" in client.session
    client.post("/accounts/logout/")
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("debug", [True, False])
def test_it_lists_the_accounts_of_the_demo_with_debug_only(
    client: Client, world: World, settings: object, debug: bool
) -> None:
    settings.DEBUG = debug
    page = client.get(LOGIN).content.decode()
    assert ("submitter@druten.example" in page) is debug
    assert ("druten-demo" in page) is debug


def test_a_forgotten_password_is_chosen_anew_through_a_mail(client: Client, world: World) -> None:
    client.post("/accounts/password/reset/", {"email": "submitter@druten.example"})
    (sent,) = mail.outbox
    assert sent.subject == "Een nieuw wachtwoord kiezen"
    link = re.search(r"http://testserver(\S+)", sent.body)
    assert link
    form = client.get(link[1], follow=True)
    assert "Nieuw wachtwoord kiezen" in form.content.decode()
    words = {"password1": "een-heel-lang-woord", "password2": "een-heel-lang-woord"}
    client.post(form.redirect_chain[-1][0], words)
    world.submitter.refresh_from_db()
    assert world.submitter.check_password("een-heel-lang-woord")


def test_it_does_not_tell_whether_an_address_is_known(client: Client, world: World) -> None:
    known = client.post("/accounts/password/reset/", {"email": "submitter@druten.example"}, follow=True)
    mail.outbox.clear()
    unknown = client.post("/accounts/password/reset/", {"email": "niemand@druten.example"}, follow=True)
    assert mail.outbox == []
    assert known.content == unknown.content
    assert "Kijk in uw mail" in unknown.content.decode()


@pytest.mark.parametrize(
    ("wanted", "after"),
    [
        ("/admin/agreements/agreement/", "/admin/agreements/agreement/"),
        ("", "/admin/"),
        ("https://elders.example/", "/admin/"),
    ],
)
def test_the_login_of_the_admin_is_the_one_of_the_house(client: Client, world: World, wanted: str, after: str) -> None:
    answer = client.get("/admin/login/", {"next": wanted} if wanted else {})
    assert answer["Location"] == f"{LOGIN}?next={after}"
    form = {"login": world.secretary.email, "password": "druten-demo", "next": after}
    step = client.post(answer["Location"], form)
    assert step["Location"] == "/accounts/tweede-stap/authenticate/"
    assert second_factor.log_in(client, world.secretary)["Location"] == after
    assert client.get("/admin/login/", {"next": wanted})["Location"] == after


def test_who_has_no_role_there_is_not_asked_to_log_in_again_and_again(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    answer = client.get("/admin/agreements/agreement/", follow=True)
    assert answer.status_code == 403
    assert "U hebt geen toegang" in answer.content.decode()


def test_logging_out_of_the_admin_is_the_same_as_elsewhere(client: Client, world: World) -> None:
    client.force_login(world.secretary)
    assert "Wilt u uitloggen?" in client.get("/admin/logout/").content.decode()
    assert "_auth_user_id" in client.session
    assert client.post("/admin/logout/")["Location"] == LOGIN
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("path", ["/accounts/signup/", "/accounts/email/"])
def test_nobody_signs_up_by_himself(client: Client, world: World, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_page_that_is_not_there_says_so_in_dutch(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    answer = client.get("/bestaat-niet/x/")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.content.decode()


def test_a_form_from_an_old_page_is_explained(world: World) -> None:
    answer = Client(enforce_csrf_checks=True).post(LOGIN, {"login": "a", "password": "b"})
    assert answer.status_code == 403
    assert "De pagina stond te lang open" in answer.content.decode()


def test_no_page_of_logging_in_speaks_english(client: Client, world: World) -> None:
    client.force_login(world.submitter)
    for path in ("login", "logout", "password/reset", "password/reset/done", "password/change", "inactive"):
        page = client.get(f"/accounts/{path}/", follow=True).content.decode()
        assert not re.search(r"\b(password|sign in|e-?mail address|submit)\b", re.sub(r"<[^>]*>", " ", page), re.I)


@pytest.mark.parametrize(
    ("path", "says"),
    [
        (LOGIN, ["Vul uw e-mailadres in.", "Vul uw wachtwoord in."]),
        ("/accounts/login/code/", ["Vul uw e-mailadres in."]),
        ("/accounts/password/reset/", ["Vul uw e-mailadres in."]),
    ],
)
def test_an_empty_field_hears_what_to_fill_in_marked_as_a_fault(client: Client, path: str, says: list[str]) -> None:
    page = client.post(path, {}).content.decode()
    assert "Dit veld is verplicht" not in page
    for sentence in says:
        assert f"<strong>{sentence}</strong>" in page  # the style sheet puts "Fout:" before it
