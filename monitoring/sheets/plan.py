"""What a sheet would change: row by row and field by field, or what is wrong in it. Nothing is written here."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from monitoring.sheets import headings, identity, signs
from monitoring.sheets.columns import Column, Fault, Headings
from monitoring.sheets.definition import Definition, Existing, Values
from monitoring.sheets.headings import cell_at
from monitoring.sheets.reading import Line


@dataclass(frozen=True)
class FieldChange:
    """One field: what is in the system, and what the sheet says."""

    heading: str
    old: str
    new: str


@dataclass
class RowChange:
    """A row that the sheet adds (no `there`) or changes.

    `is_older`: the row of the system was saved after the sheet was made.
    """

    row: int
    title: str
    form: Any
    there: Existing | None = None
    fields: list[FieldChange] = field(default_factory=list)
    is_older: bool = False

    @property
    def code(self) -> str:
        return self.there.code if self.there else ""

    @property
    def pk(self) -> int:
        return self.there.row.pk if self.there else 0


@dataclass(frozen=True)
class Missing:
    """A row of the system that is not in the sheet any more. Whether it is dropped is asked."""

    there: Existing
    is_older: bool


@dataclass
class Plan:
    """All of it, in the order of the sheet."""

    sheet: Definition
    older: str = ""
    added: list[RowChange] = field(default_factory=list)
    changed: list[RowChange] = field(default_factory=list)
    missing: list[Missing] = field(default_factory=list)
    # Rows that came after the sheet was made, and rows that are asked for whatever the sheet says: they stay.
    later: list[Existing] = field(default_factory=list)
    stays: list[Existing] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """True when the sheet changes nothing: "0 wijzigingen"."""
        return not (self.added or self.changed or self.missing or self.faults)

    @property
    def older_rows(self) -> list[RowChange]:
        """Changed rows that a colleague changed too."""
        return [row for row in self.changed if row.is_older]

    @property
    def digest(self) -> str:
        """What a reader saw: it is done only when it is still this."""
        seen = [
            [[row.code, row.there.version if row.there else 0, [vars(it) for it in row.fields]] for row in rows]
            for rows in (self.added, self.changed)
        ]
        gone = [[row.there.code, row.there.version] for row in self.missing]
        return hashlib.sha256(json.dumps([seen, gone]).encode()).hexdigest()


def build(sheet: Definition, lines: list[Line]) -> Plan:
    """Compares the lines of a file with what is there.

    Raises:
        WrongFile: it is no file for this assignment, or its columns are not right.
    """
    made = identity.read(lines, sheet.assignment)
    found, data = headings.find(lines, sheet, made.fields)
    plan = Plan(sheet, older=identity.older(made, sheet.assignment))
    reader = _Reader(plan, found, made.versions)
    for line in data:
        reader.take(line)
    reader.look_for_missing()
    return plan


class _Reader:
    """Takes the lines one by one into a plan."""

    def __init__(self, plan: Plan, found: Headings, versions: dict[str, int]) -> None:
        self.plan, self.sheet = plan, plan.sheet
        self.found, self.versions = found, versions
        self.said: dict[str, int] = {}
        self.columns = self.sheet.shown(list(found.places))

    def take(self, line: Line) -> None:
        code = signs.from_cell(cell_at(line, self.found.code))
        if not self._says_anything(line) and (self.sheet.drops_emptied or code not in self.sheet.existing):
            return
        if not code:
            self._new(line)
            return
        wrong = self._why_not(code)
        self.said.setdefault(code, line.number)
        if wrong:
            self._fault(line, headings.CODE, wrong)
        else:
            self._present(line, self.sheet.existing[code])

    def look_for_missing(self) -> None:
        """What was in the sheet and is in it no more may go; what came later stays."""
        for code, there in self.sheet.existing.items():
            if code in self.said:
                continue
            if code not in self.versions:
                self.plan.later.append(there)
            elif self.sheet.may_drop(there):
                self.plan.missing.append(Missing(there, self._is_older(there)))
            else:
                self.plan.stays.append(there)

    def _why_not(self, code: str) -> str:
        if code in self.said:
            return f"Dit nummer staat ook in rij {self.said[code]}. Laat één van de twee staan."
        if code in self.sheet.existing:
            return ""
        if code in self.versions:
            return "Dit staat niet meer in het systeem: een collega haalde het weg. Maak de rest van deze rij leeg."
        return "Dit nummer is er niet. Laat dit vakje leeg voor een nieuwe rij."

    def _new(self, line: Line) -> None:
        if refused := self.sheet.why_no_new():
            self._fault(line, "", refused)
            return
        blank = self.sheet.form(None)
        given, faults = self._values(line, blank)
        form = self._checked(line, None, given, faults)
        if form is not None:
            self.plan.added.append(RowChange(line.number, _title(form), form, fields=list(self._told(form, given))))

    def _present(self, line: Line, there: Existing) -> None:
        blank = self.sheet.form(there)
        now = self.sheet.values(blank)
        given, faults = self._values(line, blank)
        differs = {column.name for column in self.columns if self._differs(column, now, given)}
        if not differs and not faults:
            return
        data = now | {name: given[name] for name in differs}
        form = self._checked(line, there, data, faults)
        if form is not None:
            changes = [self._change(blank, column, now, given) for column in self.columns if column.name in differs]
            self.plan.changed.append(
                RowChange(line.number, there.title, form, there, changes, is_older=self._is_older(there))
            )

    def _differs(self, column: Column, now: Values, given: Values) -> bool:
        name = column.name
        return name in now and name in given and not column.is_same(now[name], given[name])

    def _change(self, form: Any, column: Column, now: Values, given: Values) -> FieldChange:
        choices = self.sheet.choices(form, column.name)
        old, new = (column.in_words(values[column.name], choices) for values in (now, given))
        return FieldChange(column.heading, old, new)

    def _told(self, form: Any, given: Values) -> Iterator[FieldChange]:
        for column in self.columns:
            said = column.in_words(given.get(column.name, ""), self.sheet.choices(form, column.name))
            if said:
                yield FieldChange(column.heading, "", said)

    def _values(self, line: Line, form: Any) -> tuple[Values, dict[str, str]]:
        """What the cells say, and per field what has no place."""
        given: Values = {}
        faults: dict[str, str] = {}
        for column in self.columns:
            cells = self._cells(line, column)
            if column.name not in form.fields:
                if any(cell != "" for cell in cells):
                    faults[column.name] = "Dit wordt bij deze rij niet gevraagd. Maak dit vakje leeg."
                continue
            try:
                given[column.name] = column.read(cells, self.sheet.choices(form, column.name))
            except ValueError as wrong:
                faults[column.name] = str(wrong)
        return given, faults

    def _checked(self, line: Line, there: Existing | None, data: Values, faults: dict[str, str]) -> Any:
        """The form when all is right; else None, and what is wrong is in the plan."""
        version = {"version": str(there.version)} if there else {}
        form = self.sheet.form(there, {**data, **version})
        for column in self.columns:
            for sentence in [faults[column.name]] if column.name in faults else form.errors.get(column.name, ()):
                self._fault(line, column.heading, sentence)
        for sentence in form.non_field_errors():
            self._fault(line, "", sentence)
        return None if faults or not form.is_valid() else form

    def _is_older(self, there: Existing) -> bool:
        return self.versions.get(there.code) != there.version

    def _says_anything(self, line: Line) -> bool:
        """False for a row of which all is empty but its number."""
        return any(cell != "" for column in self.columns for cell in self._cells(line, column))

    def _cells(self, line: Line, column: Column) -> list[Any]:
        return [cell_at(line, place) for place in self.found.places[column.name]]

    def _fault(self, line: Line, column: str, sentence: str) -> None:
        self.plan.faults.append(Fault(line.number, column, sentence))


def _title(form: Any) -> str:
    found = form.cleaned_data.get("title") or form.cleaned_data.get("agreement") or ""
    return str(found)
