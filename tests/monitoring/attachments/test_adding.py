"""An attachment is added and removed through the door, and stays for as long as a hand-in lists it."""

from datetime import date
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction

from calendar_cycle.workflow import NotAllowed, editing
from monitoring import attachments, overviews
from monitoring.file_check import check
from monitoring.models import Attachment
from tests import factories
from tests.monitoring.attachments import making
from tests.world import moment

pytestmark = pytest.mark.django_db


def put(thing, by, content=None, name="offerte.pdf") -> Attachment:
    return attachments.add(thing, check(content or making.pdf()), name, by=by)


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def test_it_is_kept_under_a_name_that_says_nothing(world, activity, folder):
    row = put(activity, world.editor)
    (path,) = kept_in(folder)
    assert path.read_bytes() == making.pdf()
    assert path.suffix == ""
    assert "offerte" not in str(path)
    assert (row.name, row.kind, row.size, row.by) == ("offerte.pdf", "pdf", len(making.pdf()), world.editor)


def test_the_first_one_starts_the_overview_as_any_save_does(world, activity, overview):
    type(overview).objects.filter(pk=overview.pk).update(state="todo")
    put(activity, world.editor)
    overview.refresh_from_db()
    assert (overview.state, overview.edited_by) == ("in_progress", world.editor)


@pytest.mark.parametrize("thing", ["activity", "result", "measurement"])
def test_it_can_be_on_each_sort_of_thing(request, world, thing):
    row = request.getfixturevalue(thing)
    put(row, world.editor)
    assert row.attachments.get().name == "offerte.pdf"


@pytest.mark.parametrize("who", ["reader", "other_submitter", "secretary", "administrator", "board"])
def test_only_who_fills_in_may_add(world, activity, folder, who):
    with pytest.raises(NotAllowed):
        put(activity, world.people[who])
    assert not Attachment.objects.exists()
    assert kept_in(folder) == []


def test_nothing_is_added_or_removed_after_the_hand_in(world, activity, overview, folder):
    row = put(activity, world.editor)
    overview.perform("submit", by=world.submitter)
    with pytest.raises(NotAllowed, match="al ingediend"):
        put(activity, world.editor, making.photo())
    with pytest.raises(NotAllowed, match="al ingediend"):
        attachments.remove(Attachment.objects.get(pk=row.pk), by=world.editor)
    assert len(kept_in(folder)) == 1


def test_nothing_is_added_past_the_own_deadline(world, activity, in_may, folder):
    in_may.move_to(moment(2026, 7, 1, 0, 0))
    with pytest.raises(NotAllowed, match="vóór 1 juli 2026"):
        put(activity, world.editor)
    assert kept_in(folder) == []


def test_the_same_file_is_there_once(world, activity, folder):
    put(activity, world.editor)
    with pytest.raises(NotAllowed, match=r"staat er al, als “offerte\.pdf”"):
        put(activity, world.editor, name="nog eens.pdf")
    assert len(kept_in(folder)) == 1


def test_there_are_twenty_at_most(world, activity, folder):
    for number in range(attachments.MOST):
        put(activity, world.editor, making.pdf() + b"\n" * number)
    with pytest.raises(NotAllowed, match="al 20 bijlagen"):
        put(activity, world.editor, making.photo())
    assert len(kept_in(folder)) == attachments.MOST


def test_removed_before_any_hand_in_the_file_goes_too(world, activity, folder, django_capture_on_commit_callbacks):
    row = put(activity, world.editor)
    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(row, by=world.editor)
    assert not Attachment.objects.exists()
    assert kept_in(folder) == []


def _handed_in_and_returned(world, overview) -> None:
    overview.perform("submit", by=world.submitter)
    overview.perform("return_for_changes", by=world.secretary, message="Anders.", answer_before=date(2026, 7, 10))


def test_removed_after_a_hand_in_the_file_stays(world, activity, overview, folder, django_capture_on_commit_callbacks):
    row = put(activity, world.editor)
    _handed_in_and_returned(world, overview)
    with django_capture_on_commit_callbacks(execute=True):
        attachments.remove(row, by=world.editor)
    assert list(Attachment.objects.present()) == []
    assert len(kept_in(folder)) == 1
    assert Attachment.objects.visible_to(world.secretary).get() == row
    overview.perform("submit", by=world.submitter)
    assert overview.latest_submission.content["activities"][0]["attachments"] == []
    assert not Attachment.objects.visible_to(world.secretary).exists()
    assert Attachment.objects.visible_to(world.reader).get() == row


def test_dropping_an_activity_keeps_only_what_a_hand_in_lists(
    world, activity, overview, folder, django_capture_on_commit_callbacks
):
    listed = put(activity, world.editor)
    _handed_in_and_returned(world, overview)
    put(activity, world.editor, making.photo())
    with django_capture_on_commit_callbacks(execute=True), editing(overview, by=world.editor):
        overviews.drop(activity, by=world.editor)
    row = Attachment.objects.get()
    assert (row.pk, row.activity, row.removed_at is not None) == (listed.pk, None, True)
    assert len(kept_in(folder)) == 1


def test_what_goes_without_asking_leaves_its_attachments_as_removed(world, activity):
    row = put(activity, world.editor)
    activity.delete()
    row.refresh_from_db()
    assert (row.activity, row.removed_at is not None) == (None, True)


def test_the_database_wants_exactly_one_thing(world, activity, result):
    for things in ({}, {"activity": activity, "result": result}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Attachment.objects.create(
                assignment=result.assignment, name="a.pdf", kind="pdf", size=1, sha256="0" * 64, **things
            )


def test_a_hand_in_lists_what_was_there(world, activity, overview):
    row = put(activity, world.editor)
    overview.perform("submit", by=world.submitter)
    assert overview.latest_submission.content["activities"][0]["attachments"] == [
        {"id": row.pk, "name": "offerte.pdf", "size": row.size, "sha256": row.sha256, "file": row.file.name}
    ]


def test_results_list_those_of_rows_and_of_figures(world, result, measurement):
    put(result, world.editor)
    put(measurement, world.editor, making.sheet(), "telling.xlsx")
    result.assignment.perform("submit", by=world.submitter)
    content = result.assignment.latest_submission.content
    assert [it["name"] for it in content["results"][0]["attachments"]] == ["offerte.pdf"]
    assert [it["name"] for it in content["measurements"][0]["attachments"]] == ["telling.xlsx"]


def test_a_row_with_an_attachment_is_not_taken_away_as_untouched(world, result):
    from monitoring import results

    stale = factories.AgreementFactory(covenant=world.covenant, code="1.1-07", led_by=[world.other])
    row = result.assignment.results.create(agreement=stale)
    put(row, world.editor)
    results.sync(result.assignment)
    assert row in result.assignment.results.all()
