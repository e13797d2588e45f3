"""All agreements of a covenant for the screen, filtered, by theme and topic. A fixed number of queries."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q
from django.utils.text import Truncator

from agreements.access import Person
from agreements.models import Agreement, Covenant, Partner, Responsibility, Term, Theme, Topic


@dataclass(frozen=True)
class Line:
    """One agreement with who leads it and who takes part, by their short names."""

    agreement: Agreement
    trekkers: list[str]
    betrokkenen: list[str]

    @property
    def years(self) -> str:
        return years_in_words(self.agreement)

    @property
    def opening(self) -> str:
        """The first words of the text; the dots stay with the last of them."""
        return Truncator(self.agreement.text).words(30, truncate="\u00a0…")


@dataclass
class Chapter:
    """A topic with the agreements found in it."""

    topic: Topic
    lines: list[Line] = field(default_factory=list)


@dataclass
class Found:
    """What the filter found, in the order of the document, and the terms that stand in it."""

    themes: list[tuple[Theme, list[Chapter]]]
    count: int
    terms: list[Term]


@dataclass(frozen=True)
class Filter:
    """What the reader asks for; empty means everything."""

    partner: Partner | None = None
    role: str = ""
    year: int | None = None
    theme: int | None = None
    village: str = ""
    words: str = ""

    def apply(self, rows: Any) -> Any:
        """The agreements that fit all of it. A role counts together with a partner."""
        if self.partner:
            wanted = [self.role] if self.role else list(Responsibility.Role)
            parts = Responsibility.objects.filter(partner=self.partner, role__in=wanted)
            rows = rows.filter(pk__in=parts.values("agreement"))
        if self.year:
            rows = rows.in_force(self.year)
        if self.theme:
            rows = rows.filter(topic__theme__number=self.theme)
        if self.village:
            rows = rows.filter(villages__name=self.village)
        for word in self.words.split()[:10]:
            rows = rows.filter(
                Q(code__icontains=word)
                | Q(title__icontains=word)
                | Q(text__icontains=word)
                | Q(topic__title__icontains=word)
            )
        return rows


def find(covenant: Covenant, user: Person, wanted: Filter) -> Found:
    """The agreements of `covenant` that `user` may see and that fit, in three queries."""
    parts = Prefetch("responsibilities", Responsibility.objects.select_related("partner").order_by("pk"))
    rows = Agreement.objects.visible_to(user).filter(covenant=covenant).select_related("topic__theme", "covenant")
    found = wanted.apply(rows).prefetch_related(parts).order_by("topic__position", "code")
    chapters: dict[int, Chapter] = {}
    themes: dict[int, tuple[Theme, list[Chapter]]] = {}
    for agreement in found:
        topic = agreement.topic
        if topic.pk not in chapters:
            chapters[topic.pk] = Chapter(topic)
            themes.setdefault(topic.theme_id, (topic.theme, []))[1].append(chapters[topic.pk])
        chapters[topic.pk].lines.append(line_of(agreement))
    terms = terms_in(covenant, (f"{row.title} {row.text}" for row in found))
    return Found(list(themes.values()), len(found), terms)


def line_of(agreement: Agreement) -> Line:
    """Who leads and who takes part, in the order of the cell. The responsibilities are loaded."""
    names: dict[str, list[str]] = {role: [] for role in Responsibility.Role.values}
    for part in agreement.responsibilities.all():
        names[part.role].append(f"{part.partner.short_name} ({part.note})" if part.note else part.partner.short_name)
    return Line(agreement, names[Responsibility.Role.TREKKER], names[Responsibility.Role.BETROKKENE])


def years_in_words(agreement: Agreement) -> str:
    """ "2025–2028", "2026", or "alle jaren"; and how often, where that says more."""
    first, last = agreement.start_year, agreement.end_year
    years = "alle jaren" if first is None else str(first) if first == last else f"{first}–{last}"
    said = {Agreement.Recurrence.YEARLY, Agreement.Recurrence.PER_PROJECT}
    return f"{years}, {agreement.get_recurrence_display()}" if agreement.recurrence in said else years


def terms_in(covenant: Covenant, texts: Iterable[str]) -> list[Term]:
    """The terms of the annex of which a long word stands in one of the texts, whatever its ending."""
    whole = " ".join(texts).casefold()
    return [term for term in Term.objects.filter(covenant=covenant) if _stands_in(term.term, whole)]


def _stands_in(term: str, text: str) -> bool:
    roots = [re.sub(r"(en|e|s)$", "", word) for word in re.findall(r"\w{9,}", term.casefold())]
    return any(root in text for root in roots or [term.casefold()])
