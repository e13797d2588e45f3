"""An attachment is seen by who sees the thing it is on: drafts by the own partner, then what was handed in."""

from datetime import date

import pytest

from calendar_cycle.models import Submission
from monitoring import bundling
from monitoring.models import Attachment, Publication
from tests.monitoring.attachments import making
from tests.monitoring.attachments.test_adding import put
from tests.world import moment

pytestmark = pytest.mark.django_db
OWN = {"submitter", "editor", "reader", "second_secretary"}
WORKING_GROUP = {"secretary", "administrator"}
PARTIES = {"other_submitter", "tenants_submitter", "municipality_submitter"}
EVERYBODY = OWN | WORKING_GROUP | PARTIES | {"board", "stranger"}


@pytest.fixture
def seen_by(world, elsewhere):
    """Who of everybody sees an attachment, and lists and fetches it alike."""
    world.people["stranger"] = elsewhere.submitter

    def of(row: Attachment) -> set[str]:
        return {who for who in EVERYBODY if row in Attachment.objects.visible_to(world.people[who])}

    return of


@pytest.fixture
def attached(world, activity) -> Attachment:
    return put(activity, world.editor)


def test_on_a_draft_by_the_own_partner_only(attached, seen_by):
    assert seen_by(attached) == OWN


def test_handed_in_by_the_working_group_too(world, attached, overview, seen_by):
    overview.perform("submit", by=world.submitter)
    assert seen_by(attached) == OWN | WORKING_GROUP


def test_from_1_july_by_all_parties_too(world, attached, overview, seen_by, in_may):
    overview.perform("submit", by=world.submitter)
    in_may.move_to(moment(2026, 7, 1))
    assert seen_by(attached) == OWN | WORKING_GROUP | PARTIES


def test_from_publication_by_the_board_too_and_for_good(world, attached, overview, seen_by, in_may):
    overview.perform("submit", by=world.submitter)
    in_may.move_to(moment(2026, 11, 10))
    content = bundling.as_json(bundling.build(world.covenant, 2027))
    Publication.objects.create(
        covenant=world.covenant, kind="overview", subject_year=2027, version=1, content=content, sha256="0", pdf=b""
    )
    assert seen_by(attached) == OWN | WORKING_GROUP | PARTIES | {"board"}
    Submission.objects.update(withdrawn_at=moment(2026, 11, 11))
    assert seen_by(attached) == OWN | WORKING_GROUP | PARTIES | {"board"}


def test_withdrawn_by_the_own_partner_only_again(world, attached, overview, seen_by):
    overview.perform("submit", by=world.submitter)
    overview.perform("withdraw", by=world.submitter)
    assert seen_by(attached) == OWN


def test_added_after_the_hand_in_it_waits_for_the_next_one(world, attached, activity, overview, seen_by, in_may):
    overview.perform("submit", by=world.submitter)
    overview.perform("return_for_changes", by=world.secretary, message="Meer.", answer_before=date(2026, 7, 10))
    in_may.move_to(moment(2026, 7, 2))
    later = put(activity, world.editor, making.photo(), "foto.jpg")
    assert seen_by(later) == OWN
    assert seen_by(attached) == OWN | WORKING_GROUP | PARTIES


def test_the_same_file_on_a_draft_beside_it_stays_the_own_partners(world, attached, overview, seen_by):
    """Its name may say what nobody may know yet."""
    from tests import factories

    overview.perform("submit", by=world.submitter)
    overview.perform("withdraw", by=world.submitter)
    overview.perform("submit", by=world.submitter)
    overview.perform("return_for_changes", by=world.secretary, message="Meer.", answer_before=date(2026, 7, 10))
    twin = put(factories.ActivityFactory(overview=overview.overview), world.editor, name="sloop Deest.pdf")
    assert twin.sha256 == attached.sha256
    assert seen_by(twin) == OWN


def test_a_text_that_looks_like_a_listing_shows_nothing(world, activity, overview, seen_by):
    row = put(activity, world.editor)
    activity.text = f'"file": "{row.file.name}"'
    activity.save()
    overview.submissions.create(number=1, content={"activities": [{"text": activity.text, "attachments": []}]})
    assert seen_by(row) == OWN


def test_of_results_by_the_parties_and_the_board_from_acceptance(world, result, seen_by, in_may):
    type(result.assignment.milestone).objects.filter(kind="results").update(before=date(2026, 6, 1))
    row = put(result, world.editor)
    result.assignment.perform("submit", by=world.submitter)
    assert seen_by(row) == OWN | WORKING_GROUP
    result.assignment.perform("accept", by=world.secretary)
    assert seen_by(row) == OWN | WORKING_GROUP | PARTIES | {"board"}


# The screens


def test_it_is_fetched_as_a_file_and_never_shown(world, client, attached):
    client.force_login(world.reader)
    answer = client.get(f"/{world.covenant.slug}/bijlagen/{attached.pk}/")
    assert b"".join(answer.streaming_content) == making.pdf()
    assert answer["Content-Disposition"] == 'attachment; filename="offerte.pdf"'
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Cache-Control"] == "private, no-store"


def test_a_name_with_signs_is_written_safely(world, client, activity):
    row = put(activity, world.editor, name="café “Deest”.pdf")
    client.force_login(world.editor)
    answer = client.get(f"/{world.covenant.slug}/bijlagen/{row.pk}/")
    answer.close()
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''caf%C3%A9")


@pytest.mark.parametrize("who", ["other_submitter", "secretary", "board", "administrator", "stranger"])
def test_for_who_may_not_see_it_it_is_not_there(world, elsewhere, client, attached, who):
    client.force_login({**world.people, "stranger": elsewhere.submitter}[who])
    assert client.get(f"/{world.covenant.slug}/bijlagen/{attached.pk}/").status_code == 404


def test_under_another_covenant_it_is_not_there(world, elsewhere, client, attached):
    client.force_login(world.editor)
    assert client.get(f"/{elsewhere.covenant.slug}/bijlagen/{attached.pk}/").status_code == 404


def test_a_file_that_was_lost_is_said(world, client, attached, folder):
    (folder / attached.file.name).unlink()
    client.force_login(world.editor)
    answer = client.get(f"/{world.covenant.slug}/bijlagen/{attached.pk}/")
    assert answer.status_code == 404
    assert "Deze bijlage is er niet meer" in answer.content.decode()


def test_the_working_group_and_the_parties_find_the_link_where_they_read(world, client, attached, overview, in_may):
    overview.perform("submit", by=world.submitter)
    link = f"/{world.covenant.slug}/bijlagen/{attached.pk}/"
    in_may.move_to(moment(2026, 7, 2))
    pages = {
        "secretary": f"/admin/werk/opdracht/{overview.pk}/",
        "other_submitter": overview.get_absolute_url(),
        "tenants_submitter": f"/{world.covenant.slug}/gezamenlijk/2027/",
        "reader": overview.get_absolute_url() + "controleren/",
    }
    for who, page in pages.items():
        client.force_login(world.people[who])
        assert link in client.get(page).content.decode(), page


def test_results_show_them_where_they_are_read(world, client, result, measurement, in_may):
    rows = [put(result, world.editor), put(measurement, world.editor, making.sheet(), "telling.xlsx")]
    result.assignment.perform("submit", by=world.submitter)
    result.assignment.perform("accept", by=world.secretary)
    home = result.assignment.get_absolute_url()
    for who, page in {
        "secretary": f"/admin/werk/opdracht/{result.assignment.pk}/",
        "other_submitter": home,
        "reader": home + "controleren/",
    }.items():
        client.force_login(world.people[who])
        shown = client.get(page).content.decode()
        assert [f"/bijlagen/{row.pk}/" in shown for row in rows] == [True, True], page
