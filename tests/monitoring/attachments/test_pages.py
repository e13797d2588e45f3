"""Adding and removing on the pages of an activity, a result and a figure."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from monitoring import file_check
from monitoring.models import Attachment
from tests.monitoring.attachments import making
from tests.monitoring.attachments.test_adding import put

pytestmark = pytest.mark.django_db


@pytest.fixture
def as_editor(client, world):
    client.force_login(world.editor)
    return client


def address(world, on, thing) -> str:
    return f"/{world.covenant.slug}/bijlagen/{on}/{thing.pk}/"


def upload(client, where, content, name="offerte.pdf"):
    return client.post(where, {"file": SimpleUploadedFile(name, content)})


@pytest.mark.parametrize(
    ("on", "fixture"), [("activiteit", "activity"), ("resultaat", "result"), ("cijfer", "measurement")]
)
def test_a_file_is_added_and_shown_where_the_thing_is(request, as_editor, world, on, fixture):
    thing = request.getfixturevalue(fixture)
    answer = upload(as_editor, address(world, on, thing), making.pdf())
    assert answer.status_code == 302
    page = as_editor.get(answer.url).content.decode()
    row = Attachment.objects.get()
    assert "“offerte.pdf” is toegevoegd als bijlage." in page
    assert f"/bijlagen/{row.pk}/weg/" in page
    assert f"/bijlagen/{row.pk}/" in page
    assert "kB" in page


BAD = {
    "nothing chosen": (None, "", "Kies eerst een bestand."),
    "empty": (b"", "leeg.pdf", file_check.EMPTY),
    "a program with the right name": (b"MZ\x90\0", "verslag.pdf", file_check.NOT_TAKEN),
    "macros": (making.office("docx", macros=True), "verslag.docx", file_check.MACROS),
    "too large": (b"%PDF-" + b"0" * file_check.LARGEST_FILE, "groot.pdf", file_check.TOO_LARGE),
    "a bomb": (making.bomb(), "foto.png", file_check.TOO_MANY_PIXELS),
}


@pytest.mark.parametrize("what", BAD)
def test_bad_input_is_one_sentence_at_the_field(as_editor, world, activity, what, folder):
    content, name, sentence = BAD[what]
    where = address(world, "activiteit", activity)
    answer = as_editor.post(where) if content is None else upload(as_editor, where, content, name)
    assert answer.context["form"].errors["file"] == [sentence]
    assert "Fout: Bijlage toevoegen" in answer.content.decode()
    assert not Attachment.objects.exists()
    assert list(folder.rglob("bijlagen/*")) == []


def test_a_path_and_a_long_name_are_made_a_name(as_editor, world, activity):
    upload(as_editor, address(world, "activiteit", activity), making.pdf(), "../../" + "x" * 400 + ".exe")
    name = Attachment.objects.get().name
    assert set(name.removesuffix(".pdf").removesuffix(".exe")) == {"x"}
    assert len(name) < 130


def test_a_wrong_ending_is_put_right(as_editor, world, activity):
    upload(as_editor, address(world, "activiteit", activity), making.photo("PNG"), "foto.pdf")
    row = Attachment.objects.get()
    assert (row.name, row.kind) == ("foto.png", "png")


def test_a_photo_is_kept_without_its_place(as_editor, world, activity, folder):
    upload(as_editor, address(world, "activiteit", activity), making.photo(), "foto.jpg")
    row = Attachment.objects.get()
    kept = (folder / row.file.name).read_bytes()
    assert making.PLACE not in kept
    assert row.size == len(kept)


def test_removing_asks_first(as_editor, world, activity, django_capture_on_commit_callbacks):
    row = put(activity, world.editor)
    where = f"/{world.covenant.slug}/bijlagen/{row.pk}/weg/"
    assert "Bijlage weghalen?" in as_editor.get(where).content.decode()
    assert Attachment.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        answer = as_editor.post(where)
    assert not Attachment.objects.exists()
    assert "“offerte.pdf” is weggehaald." in as_editor.get(answer.url).content.decode()


def test_after_the_hand_in_it_says_why_not(as_editor, world, activity, overview):
    row = put(activity, world.editor)
    overview.perform("submit", by=world.submitter)
    for where in (address(world, "activiteit", activity), f"/{world.covenant.slug}/bijlagen/{row.pk}/weg/"):
        page = as_editor.post(where, follow=True).content.decode()
        assert "Trek het eerst in" in page
    assert Attachment.objects.present().count() == 1


@pytest.mark.parametrize("who", ["reader", "other_submitter", "secretary", "board", "administrator"])
def test_who_does_not_fill_in_finds_no_page(client, world, activity, measurement, who):
    row = put(activity, world.editor)
    client.force_login(world.people[who])
    for where in (
        address(world, "activiteit", activity),
        address(world, "cijfer", measurement),
        f"/{world.covenant.slug}/bijlagen/{row.pk}/weg/",
    ):
        assert client.get(where).status_code == client.post(where).status_code == 404


def test_another_covenants_things_are_not_found(as_editor, world, elsewhere):
    from monitoring.models import Activity
    from tests import factories

    theirs = factories.ActivityFactory(overview=elsewhere.assignment(state="in_progress").overview)
    assert Activity.objects.filter(pk=theirs.pk).exists()
    for place in (world, elsewhere):
        assert upload(as_editor, address(place, "activiteit", theirs), making.pdf()).status_code == 404
    assert as_editor.get(address(world, "onzin", theirs)).status_code == 404


def test_the_working_groups_own_figure_has_no_attachments(client, world, measurement):
    measurement.pk, measurement.assignment, measurement.partner = None, None, None
    measurement.save()
    client.force_login(world.secretary)
    assert upload(client, address(world, "cijfer", measurement), making.pdf()).status_code == 404


def test_a_figure_with_an_attachment_is_not_emptied_unseen(as_editor, world, measurement):
    put(measurement, world.editor)
    where = f"{measurement.assignment.get_absolute_url()}cijfers/"
    key = measurement.indicator_id
    answer = as_editor.post(where, {f"value_{key}": "", f"version_{key}": measurement.version})
    assert answer.context["form"].errors[f"value_{key}"] == [
        "Bij dit cijfer staan bijlagen. Haal die eerst weg, of laat het cijfer staan."
    ]
    measurement.refresh_from_db()
    assert measurement.value == 3


def test_a_reader_sees_them_and_changes_nothing(client, world, result):
    row = put(result, world.editor)
    client.force_login(world.reader)
    page = client.get(f"{result.assignment.get_absolute_url()}rij/{result.pk}/").content.decode()
    assert f"/bijlagen/{row.pk}/" in page
    assert "weg/" not in page
    assert "Bijlage toevoegen" not in page
