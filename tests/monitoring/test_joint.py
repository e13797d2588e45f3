"""The page of the joint overview: what came in, and what was published."""

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from agreements.models import CovenantRole
from monitoring import publishing
from tests.monitoring.test_publishing import all_others, approve, bundled, publish  # noqa: F401
from tests.world import World, moment

pytestmark = pytest.mark.django_db
JUNE, JULY, NOVEMBER = moment(2026, 6, 30), moment(2026, 7, 1, 0, 1), moment(2026, 11, 20)


@pytest.fixture
def page(bundled: World) -> str:  # noqa: F811
    return reverse("monitoring:joint", args=[bundled.covenant.slug, 2027])


def shown(client: Client, url: str, user: object) -> str:
    client.force_login(user)
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("who", ["tenants_submitter", "municipality_submitter"])
def test_other_parties_read_it_from_1_july_on(bundled: World, page: str, client: Client, who: str) -> None:  # noqa: F811
    with time_machine.travel(JUNE, tick=False):
        assert "WW-2027-1" not in shown(client, page, getattr(bundled, who))
    with time_machine.travel(JULY, tick=False):
        text = shown(client, page, getattr(bundled, who))
    assert "WW-2027-1" in text
    assert "Nog niet vastgesteld" in text


@time_machine.travel(JUNE, tick=False)
def test_the_working_group_reads_it_at_once(bundled: World, page: str, client: Client) -> None:  # noqa: F811
    assert "WW-2027-1" in shown(client, page, bundled.secretary)


@time_machine.travel(JULY, tick=False)
def test_the_board_reads_it_from_publication_on(bundled: World, page: str, client: Client) -> None:  # noqa: F811
    assert "WW-2027-1" not in shown(client, page, bundled.board)
    with time_machine.travel(NOVEMBER, tick=False):
        approve(bundled)
        publication = publish(bundled)
        assert "WW-2027-1" in shown(client, publication.get_absolute_url(), bundled.board)


@time_machine.travel(JULY, tick=False)
def test_a_stranger_gets_a_404(bundled: World, elsewhere: World, page: str, client: Client) -> None:  # noqa: F811
    client.force_login(elsewhere.submitter)
    assert client.get(page).status_code == 404


@time_machine.travel(NOVEMBER, tick=False)
def test_markup_is_shown_as_text(bundled: World, page: str, client: Client) -> None:  # noqa: F811
    assert "&lt;b&gt;" in shown(client, page, bundled.secretary)


@time_machine.travel(NOVEMBER, tick=False)
def test_the_published_page_does_not_follow_later_changes(bundled: World, client: Client) -> None:  # noqa: F811
    approve(bundled)
    publication = publish(bundled)
    submission = bundled.assignment_of(bundled.corporation).submissions.get()
    submission.content["activities"][0]["title"] = "Iets anders"
    submission.save()
    assert "Iets anders" not in shown(client, publication.get_absolute_url(), bundled.submitter)
    assert publishing.verify(publication)


@time_machine.travel(NOVEMBER, tick=False)
def test_the_pdf_is_the_one_that_was_kept(bundled: World, client: Client) -> None:  # noqa: F811
    approve(bundled)
    publication = publish(bundled)
    client.force_login(bundled.board)
    url = reverse("monitoring:publication_pdf", args=[bundled.covenant.slug, 2027, 1])
    response = client.get(url)
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    assert response.content == bytes(publication.pdf)


@time_machine.travel(NOVEMBER, tick=False)
def test_it_stays_within_fifteen_queries(
    bundled: World,  # noqa: F811
    page: str,
    client: Client,
    django_assert_max_num_queries,
) -> None:
    client.force_login(bundled.submitter)
    with django_assert_max_num_queries(15):
        client.get(page)


def test_who_may_sign_finds_the_page_for_it_once_the_bundling_has_begun(
    bundled: World,  # noqa: F811
    page: str,
    client: Client,
) -> None:
    sign = reverse("monitoring:joint_approve", args=[bundled.covenant.slug, 2027])
    with time_machine.travel(NOVEMBER, tick=False):
        assert sign not in shown(client, page, bundled.tenants_submitter)
        CovenantRole.objects.filter(user=bundled.second_secretary).delete()
        assert sign in shown(client, page, bundled.tenants_submitter)
    with time_machine.travel(JULY, tick=False):
        assert sign not in shown(client, page, bundled.tenants_submitter)
