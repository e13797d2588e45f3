"""An overview of 2027 in May 2026 and results of 2025 in January 2026, with their files."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import openpyxl
import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from agreements.models import Village
from calendar_cycle.models import Assignment
from monitoring.models import Accent, Activity, Indicator
from tests import factories
from tests.world import World, moment

PLAN = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"
RESULTS = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"
FIRST = 5
Edit = Callable[[Any], None]


@pytest.fixture
def in_may() -> Iterator[Any]:
    with time_machine.travel(moment(2026, 5, 10), tick=False) as travelled:
        yield travelled


@pytest.fixture
def plan(world: World, in_may: Any) -> Assignment:
    """Two activities with all there is to choose."""
    topic = factories.TopicFactory(covenant=world.covenant)
    agreements = [
        factories.AgreementFactory(
            covenant=world.covenant, topic=topic, code=f"1.1-0{at}", title=f"Bouwen {at}", **part
        )
        for at, part in ((1, {"led_by": [world.corporation]}), (2, {"joined_by": [world.corporation]}))
    ]
    ambition = factories.AmbitionFactory(topic=topic)
    ambition.agreements.set(agreements)
    Accent.objects.create(milestone=world.milestone("accents", done_at=moment(2026, 3, 1)), year=2027, title="Jongeren")
    villages = [Village.objects.create(covenant=world.covenant, name=name) for name in ("Deest", "Horssen")]
    indicator = _indicator(world, topic)
    assignment = factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)
    overview = factories.OverviewFactory(assignment=assignment)
    first = factories.ActivityFactory(
        overview=overview,
        code="WW-2027-1",
        title="Tien huizen",
        text="In Deest,\r\nen in Horssen.",
        agreements=agreements,
        budget=20000,
        planned_quantity="7.5",
        first_quarter=2,
        indicator=indicator,
    )
    first.villages.set(villages)
    first.ambitions.set([ambition])
    factories.ActivityFactory(overview=overview, code="WW-2027-2", title="=1+1", agreements=agreements[:1])
    overview.last_number = 2
    overview.save()
    return assignment


def _indicator(world: World, topic: Any) -> Indicator:
    return Indicator.objects.create(
        covenant=world.covenant,
        key="huizen",
        topic=topic,
        name="Nieuwe huizen",
        unit="huizen",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )


@pytest.fixture
def results(world: World) -> Iterator[Assignment]:
    """One row that is asked, and one agreement at which a row may be added."""
    with time_machine.travel(moment(2026, 1, 15), tick=False):
        topic = factories.TopicFactory(covenant=world.covenant)
        factories.AgreementFactory(covenant=world.covenant, topic=topic, code="1.1-01", led_by=[world.corporation])
        factories.AgreementFactory(
            covenant=world.covenant, topic=topic, code="1.1-02", led_by=[world.other], joined_by=[world.corporation]
        )
        yield world.assignment(milestone=world.milestone("results"))


@pytest.fixture
def editor(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def fetched(client: Client, address: str = PLAN, kind: str = "xlsx") -> bytes:
    """The file as it is offered."""
    answer = client.get(f"{address}rekenblad/bestand.{kind}")
    assert answer.status_code == 200
    return answer.content


def edited(content: bytes, edit: Edit) -> bytes:
    """The xlsx with something changed in its first sheet, as a spreadsheet program would keep it."""
    book, out = openpyxl.load_workbook(io.BytesIO(content)), io.BytesIO()
    edit(book.worksheets[0])
    book.save(out)
    return out.getvalue()


def column(sheet: Any, heading: str) -> int:
    """The number of the column under this heading."""
    return next(cell.column for cell in sheet[FIRST - 2] if cell.value == heading)


def put(row: int, **cells: Any) -> Edit:
    """Fills in cells of a row; the heading with underscores for its spaces."""

    def edit(sheet: Any) -> None:
        for heading, value in cells.items():
            sheet.cell(row, column(sheet, heading.replace("_", " "))).value = value

    return edit


def bring(client: Client, content: bytes, address: str = PLAN, name: str = "plan.xlsx") -> Any:
    """Uploads it, and goes on to the page that comes."""
    return client.post(f"{address}rekenblad/", {"file": SimpleUploadedFile(name, content)}, follow=True)


def confirm(client: Client, page: Any, address: str = PLAN, **ticks: list[Any]) -> Any:
    """Saves what this page showed."""
    seen = {"seen": page.context["plan"].digest} | ticks
    return client.post(f"{address}rekenblad/controleren/", seen, follow=True)


def titles() -> list[str]:
    return list(Activity.objects.going_on().order_by("pk").values_list("title", flat=True))
