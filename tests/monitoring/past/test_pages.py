"""Taking over by the working group in the admin, and by command; and where "overgenomen" is shown."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from calendar_cycle.models import Submission
from monitoring.models import Activity, Publication
from tests.monitoring.past.conftest import GOOD, HEADINGS
from tests.world import World

pytestmark = pytest.mark.django_db

TEXT = "\n".join([HEADINGS, *GOOD])


def upload(client: Client, world: World, text: str = TEXT, name: str = "toen.csv"):
    given = {"file": SimpleUploadedFile(name, text.encode())}
    return client.post(reverse("work:past", args=[world.covenant.pk]), given, follow=True)


@pytest.fixture
def secretary(client: Client, late_start: World) -> Client:
    client.force_login(late_start.secretary)
    return client


def confirm(client: Client, world: World, **given):
    return client.post(reverse("work:past_check", args=[world.covenant.pk]), given, follow=True)


def test_first_it_shows_what_would_be_added(secretary: Client, late_start: World) -> None:
    page = upload(secretary, late_start).content.decode()
    assert "Dit voegt toen.csv toe. Er is nog niets overgenomen." in page
    assert "2 activiteiten" in page
    assert "3 resultaten" in page
    assert not Submission.objects.exists()


def test_then_it_is_taken_over_whole(secretary: Client, late_start: World) -> None:
    upload(secretary, late_start)
    pdf = SimpleUploadedFile("toen.pdf", b"%PDF-1.7 toen")
    page = confirm(secretary, late_start, joint_2026="on", pdf_2026=pdf).content.decode()
    assert "Overgenomen: Activiteitenoverzicht 2026" in page
    assert Activity.objects.count() == 3
    assert bytes(Publication.objects.get().pdf) == b"%PDF-1.7 toen"


def test_again_it_says_that_all_is_there(secretary: Client, late_start: World) -> None:
    upload(secretary, late_start)
    confirm(secretary, late_start)
    page = upload(secretary, late_start).content.decode()
    assert "Alles uit toen.csv is al overgenomen." in page
    assert page.count("staat er al") == 4


def test_faults_stand_by_row_and_column_and_nothing_can_be_taken_over(secretary: Client, late_start: World) -> None:
    text = TEXT.replace("€ 20.000", "20,000").replace("klaar", "gereed").replace("Woon;Praten", "Wonen;Praten")
    page = upload(secretary, late_start, text).content.decode()
    assert "Rij 2, kolom budget: “20,000”" in page
    assert "Rij 2, kolom stand: “gereed” is geen stand" in page
    assert "Rij 3, kolom partner: “Wonen” is niet gevonden." in page
    assert "<title>Fout: " in page
    assert ">Overnemen</button>" not in page
    confirm(secretary, late_start)
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("toen.doc", TEXT, "Dit soort bestand kan niet"),
        ("toen.csv", "", "Dit bestand is leeg"),
        ("toen.csv", "jaar\n2026", "Er ontbreekt een kolom"),
    ],
)
def test_a_wrong_file_is_named_on_the_page(
    secretary: Client, late_start: World, name: str, text: str, sentence: str
) -> None:
    assert sentence in upload(secretary, late_start, text, name).content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"pdf_2026": b"%PDF-1.7"}, "Kruis ook dit aan"),
        ({"joint_2026": "on", "pdf_2026": b"MZ"}, "Dit is geen PDF"),
    ],
)
def test_a_wrong_document_changes_nothing(secretary: Client, late_start: World, given: dict, sentence: str) -> None:
    upload(secretary, late_start)
    given = {key: SimpleUploadedFile("d.pdf", it) if isinstance(it, bytes) else it for key, it in given.items()}
    assert sentence in confirm(secretary, late_start, **given).content.decode()
    assert not Submission.objects.exists()


def test_without_a_file_there_is_nothing_to_check(secretary: Client, late_start: World) -> None:
    answer = secretary.get(reverse("work:past_check", args=[late_start.covenant.pk]))
    assert answer.url == reverse("work:past", args=[late_start.covenant.pk])


def test_who_may_not_reads_why(client: Client, late_start: World) -> None:
    client.force_login(late_start.administrator)
    page = upload(client, late_start).content.decode()
    assert "doet een lid van de werkgroep" in page
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("reader", "path"),
    [
        ("tenants_submitter", "/druten-2025-2028/overzichten/2026/woonstichting-druten/"),
        ("submitter", "/druten-2025-2028/overzichten/2026/woonstichting-druten/"),
        ("tenants_submitter", "/druten-2025-2028/resultaten/2026/woonstichting-druten/"),
        ("submitter", "/druten-2025-2028/resultaten/2026/woonstichting-druten/"),
        ("board", "/druten-2025-2028/gezamenlijk/2026/"),
        ("board", "/druten-2025-2028/gezamenlijk/2026/versie/1/"),
        ("tenants_submitter", "/druten-2025-2028/gezamenlijk/2027/"),
        ("tenants_submitter", "/kalender/?jaar=2026"),
    ],
)
def test_overgenomen_stands_where_it_is_read(client: Client, late_start: World, load, reader: str, path: str) -> None:
    load(*GOOD, joint_years=[2026])
    client.force_login(getattr(late_start, reader))
    answer = client.get(path)
    assert answer.status_code == 200
    assert "overgenomen" in answer.content.decode().casefold()


def test_and_where_the_working_group_reads_it(secretary: Client, late_start: World, load) -> None:
    load(*GOOD)
    pk = Submission.objects.get(assignment__milestone__subject_year=2027).assignment_id
    page = secretary.get(reverse("work:assignment", args=[pk])).content.decode()
    assert "Overgenomen op 1 mei 2027 door" in page
    assert "Overgenomen uit toen.csv" in page


# By command


def run(path: Path, *more: str) -> str:
    out = StringIO()
    call_command("load_past", str(path), "--covenant", "druten-2025-2028", *more, stdout=out)
    return out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "toen.csv"
    path.write_text(TEXT)
    return path


def test_the_command_does_the_same(late_start: World, file: Path) -> None:
    said = run(file, "--by", late_start.secretary.email, "--joint", "2026")
    assert "Activiteitenoverzicht 2026" in said
    assert "gezamenlijk activiteitenoverzicht 2026 versie 1" in said
    assert "Er is niets veranderd." in run(file, "--by", late_start.secretary.email)


def test_the_command_only_looks_when_asked(late_start: World, file: Path) -> None:
    assert "wordt overgenomen" in run(file, "--check")
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("text", "more", "sentence"),
    [
        (TEXT, (), "Zeg met --by wie"),
        (TEXT, ("--by", "niemand@druten.example"), "Zeg met --by wie"),
        (TEXT.replace("1.1-02", "8.8-88"), ("--check",), "Afspraak “8.8-88” is niet gevonden"),
        ("", ("--check",), "Dit bestand is leeg"),
    ],
)
def test_the_command_says_what_is_wrong(
    late_start: World, file: Path, text: str, more: tuple[str, ...], sentence: str
) -> None:
    file.write_text(text)
    with pytest.raises(CommandError, match=sentence):
        run(file, *more)


def test_the_command_names_a_file_or_covenant_that_is_not_there(late_start: World, file: Path) -> None:
    with pytest.raises(CommandError, match="niet te lezen"):
        run(file.with_name("weg.csv"), "--check")
    with pytest.raises(CommandError, match="geen prestatieafspraken"):
        call_command("load_past", str(file), "--covenant", "weg")
