"""Whose sheet it is: of which partner, step and year, and what was in it when it was made.

Signed, so that a sheet of another, or of another year, is told from ours whatever its cells say.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core import signing

from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment
from druten import clock
from druten.dutch import long_date
from monitoring.sheets.reading import Line, WrongFile

_SALT = "monitoring.sheets"
# Before the signed text, which could begin as a formula.
_MARK = "kenmerk "
_NOT_OURS = (
    "Dit is geen bestand van deze pagina, of het kenmerk in rij 2 is weg of veranderd."
    " Haal het bestand opnieuw op en zet uw regels daarin."
)
_KINDS = {MilestoneKind.OVERVIEW: "activiteiten", MilestoneKind.RESULTS: "resultaten"}


@dataclass(frozen=True)
class Identity:
    """What the sheet says of itself. `versions`: per code the version of the row as it was written."""

    covenant: str
    partner: str
    partner_name: str
    kind: str
    year: int
    at: datetime
    versions: dict[str, int] = field(default_factory=dict)
    fields: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, assignment: Assignment, versions: dict[str, int], fields: list[str]) -> "Identity":
        """That of a sheet made now."""
        partner = assignment.partner
        return cls(
            covenant=assignment.covenant.slug,
            partner=partner.slug,
            partner_name=partner.name,
            kind=assignment.milestone.kind,
            year=assignment.milestone.subject_year or 0,
            at=clock.now(),
            versions=versions,
            fields=fields,
        )

    def signed(self) -> str:
        """As it stands in its cell."""
        content = {**vars(self), "at": self.at.isoformat()}
        return _MARK + signing.dumps(content, salt=_SALT, compress=True)


def read(lines: list[Line], assignment: Assignment) -> Identity:
    """The identity of a sheet for this assignment.

    Raises:
        WrongFile: it has none, or is of another partner, covenant, step or year.
    """
    found = _found(lines)
    names = (assignment.covenant.slug, assignment.partner.slug)
    if found.covenant != names[0]:
        raise WrongFile("Dit bestand hoort bij andere prestatieafspraken. Haal het bestand op deze pagina op.")
    if found.partner != names[1]:
        raise WrongFile(
            f"Dit is het bestand van {found.partner_name}. Hier past alleen het bestand van {assignment.partner.name}."
        )
    if found.kind != assignment.milestone.kind:
        here, there = _KINDS[MilestoneKind(assignment.milestone.kind)], _KINDS[MilestoneKind(found.kind)]
        raise WrongFile(f"In dit bestand staan {there}, en hier horen {here}. Haal het bestand op deze pagina op.")
    if found.year != assignment.milestone.subject_year:
        year = assignment.milestone.subject_year
        raise WrongFile(f"Dit bestand gaat over {found.year}, en hier gaat het over {year}. Haal dat van {year} op.")
    return found


def _found(lines: list[Line]) -> Identity:
    marked = [cell for line in lines[:5] for cell in line.cells if isinstance(cell, str) and cell.startswith(_MARK)]
    if not marked:
        raise WrongFile(_NOT_OURS)
    try:
        content: dict[str, Any] = signing.loads(marked[0].removeprefix(_MARK), salt=_SALT)
        return Identity(**{**content, "at": datetime.fromisoformat(content["at"])})
    except (signing.BadSignature, KeyError, TypeError) as error:  # changed, or of an earlier release of ours
        raise WrongFile(_NOT_OURS) from error


def older(identity: Identity, assignment: Assignment) -> str:
    """That someone saved after this sheet was made, as a Dutch sentence; empty when nobody did."""
    saved = assignment.edited_at
    if saved is None or saved <= identity.at:
        return ""
    who = assignment.edited_by.name if assignment.edited_by else "een collega"
    return (
        f"Dit bestand is ouder dan wat in het systeem staat. Het is opgehaald op {_moment(identity.at)}."
        f" Daarna bewaarde {who} nog iets, op {_moment(saved)}."
    )


def _moment(at: datetime) -> str:
    local = at.astimezone(clock.AMSTERDAM)
    return f"{long_date(local.date())} om {local:%H:%M}"
