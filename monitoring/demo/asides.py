"""What stands beside the plans of the story: a handful of attachments, and what people said of them."""

from collections.abc import Iterator
from functools import partial
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw

from druten.accounts.models import User
from monitoring import attachments, file_check, remarks
from monitoring.demo.finding import Finding
from monitoring.demo.step import Step, on
from monitoring.documents import typesetting
from monitoring.models import Activity, Remark

SHEET = Path(__file__).with_name("attachment.typ")
DRUTEN_ZUID, DEEST_ZUID = "Bouw van 48 huurwoningen in Druten Zuid", "36 huurwoningen in Deest Zuid, fase 1"
EVERYONE, OWN = Remark.Visibility.ALL, Remark.Visibility.OWN_PARTNER
IN_SPRING, IN_SUMMER = "De grond is in maart bouwrijp. Past dat bij uw planning?", "Wordt fase twee dit jaar afgerond?"


class Asides(Finding):
    """Its steps fall between those of the story: a file before the hand-in, a question after all may read it."""

    def steps(self) -> Iterator[Step]:
        yield on(2025, 4, 24, partial(self._attach, 2026, DRUTEN_ZUID, "planning-druten-zuid.pdf", PLAN_OF_DRUTEN))
        yield on(2025, 7, 9, partial(self._say, 2026, DRUTEN_ZUID, "hbd", IN_SUMMER, EVERYONE))
        yield on(2025, 7, 10, partial(self._answer, IN_SUMMER, "Wij hopen het. Het hangt van het stroomnet af."))
        yield on(2025, 7, 11, lambda: remarks.close(self._remark(IN_SUMMER), by=self.people.editor("hbd")))
        yield on(2026, 4, 20, partial(self._attach, 2027, DEEST_ZUID, "planning-deest-zuid.pdf", PLAN_OF_DEEST))
        yield on(2026, 4, 20, partial(self._attach, 2027, DEEST_ZUID, "bouwplan-per-kwartaal.png", None))
        yield on(2026, 4, 21, self._say_inside)
        yield on(2026, 5, 12, self._ask_of_an_agreement)
        yield on(2026, 7, 3, partial(self._say, 2027, DEEST_ZUID, "gemeente-druten", IN_SPRING, EVERYONE))
        yield on(2026, 7, 7, partial(self._answer, IN_SPRING, "Ja. Wij beginnen in april."))

    def _attach(self, year: int, title: str, name: str, lines: list[str] | None) -> None:
        content = drawing() if lines is None else sheet(title, lines)
        checked = file_check.check(content, name)
        attachments.add(self._planned(year, title), checked, name, by=self.people.editor("woonwaarts"))

    def _say(self, year: int, title: str, slug: str, text: str, visibility: str) -> None:
        remarks.make(self._planned(year, title), text, visibility, by=self.people.editor(slug))

    def _say_inside(self) -> None:
        text = "Het bestuur wil in mei eerst de begroting zien."
        self._say(2027, DEEST_ZUID, "woonwaarts", text, OWN)

    def _ask_of_an_agreement(self) -> None:
        text = "Wanneer horen de bewoners van Wilgenland hier meer over?"
        remarks.make(self._agreement("1.1-03"), text, EVERYONE, by=self.people.editor("hbd"))

    def _answer(self, question: str, text: str) -> None:
        remarks.reply(self._remark(question), text, by=self._owner())

    def _owner(self) -> User:
        return self.people.editor("woonwaarts")

    def _remark(self, text: str) -> Remark:
        return Remark.objects.get(covenant=self.covenant, text=text)

    def _planned(self, year: int, title: str) -> Activity:
        of_year = Activity.objects.filter(overview__assignment__milestone__subject_year=year)
        return of_year.get(covenant=self.covenant, title=title)


PLAN_OF_DRUTEN = ["Fase 1: 36 woningen, klaar in de zomer.", "Fase 2: 12 woningen, vanaf het najaar."]
PLAN_OF_DEEST = ["April: start van de bouw.", "Juli: ruwbouw klaar.", "December: de eerste twaalf sleutels."]


def sheet(heading: str, lines: list[str]) -> bytes:
    """A PDF of one page."""
    return typesetting.pdf(SHEET, {"heading": heading, "lines": lines})


def drawing() -> bytes:
    """A PNG: how many homes are under way in each quarter, as bars."""
    image = Image.new("RGB", (800, 420), "white")
    draw = ImageDraw.Draw(image)
    for quarter, homes in enumerate((0, 12, 36, 24)):
        left = 70 + quarter * 180
        draw.rectangle((left, 360 - homes * 8, left + 120, 360), fill="#0b5563")
        draw.text((left, 370), f"kwartaal {quarter + 1}: {homes}", fill="black", font_size=20)
    draw.line((50, 360, 770, 360), fill="black", width=3)
    out = BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
