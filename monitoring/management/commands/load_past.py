"""python manage.py load_past FILE --covenant SLUG: takes over what was before a covenant was taken into use."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Covenant, CovenantRole
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User
from monitoring.past import plan as planning
from monitoring.past import storing
from monitoring.past.storing import WrongRows
from monitoring.sheets import reading
from monitoring.sheets.reading import Line, WrongFile


class Command(BaseCommand):
    help = "Neemt plannen en resultaten van vóór ingebruikname over uit een rekenblad: alles, of niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND")
        parser.add_argument("--covenant", required=True, metavar="ADRES", help="bijvoorbeeld druten-2025-2028")
        parser.add_argument("--by", metavar="E-MAIL", help="wie van de werkgroep dit overneemt")
        parser.add_argument("--joint", type=int, nargs="*", default=[], metavar="JAAR", help="ook gezamenlijk")
        parser.add_argument("--check", action="store_true", help="alleen nakijken")

    def handle(self, *args: Any, file: Path, covenant: str, **options: Any) -> None:
        row = Covenant.objects.filter(slug=covenant).first()
        if row is None:
            raise CommandError(f"Er zijn geen prestatieafspraken “{covenant}”.")
        try:
            lines = reading.read(file.name, _content(file))
            said = self._check(row, lines) if options["check"] else self._take(row, lines, file.name, options)
        except WrongFile as wrong:
            raise CommandError(f"Er is niets overgenomen. {wrong.sentence}") from wrong
        except NotAllowed as refusal:
            raise CommandError(f"Er is niets overgenomen. {refusal.reason}") from refusal
        except WrongRows as wrong:
            faults = "\n".join(f"- {fault}" for fault in wrong.faults)
            raise CommandError(f"Er is niets overgenomen. Dit klopt niet in {file.name}:\n{faults}") from wrong
        if options["verbosity"]:
            self.stdout.write("\n".join(said))

    def _check(self, covenant: Covenant, lines: list[Line]) -> list[str]:
        plan = planning.build(covenant, lines)
        if plan.faults:
            raise WrongRows(plan.faults)
        words = {True: "staat er al", False: "wordt overgenomen"}
        return [f"{share.assignment}: {share.what}, {words[share.is_there]}" for share in plan.shares]

    def _take(self, covenant: Covenant, lines: list[Line], name: str, options: dict[str, Any]) -> list[str]:
        by = _person(covenant, options["by"])
        return storing.take_over(covenant, lines, by=by, source=name, joint_years=options["joint"]).lines()


def _content(file: Path) -> bytes:
    """The file, when it is there and not too large to read."""
    try:
        if file.stat().st_size > reading.MOST_BYTES:
            raise WrongFile("Dit bestand is groter dan 5 MB. Verdeel het over meer bestanden.")
        return file.read_bytes()
    except OSError as error:
        raise WrongFile(f"{file} is niet te lezen.") from error


def _person(covenant: Covenant, email: str | None) -> User:
    """Who takes it over: the one who is named, else the only member of the working group."""
    roles = CovenantRole.objects.current().filter(covenant=covenant, role=CovenantRole.Role.WORKING_GROUP)
    members = list(User.objects.filter(pk__in=roles.values("user")).order_by("email"))
    named = [row for row in members if row.email == email] if email else members
    if len(named) != 1:
        known = ", ".join(row.email for row in members) or "niemand"
        raise CommandError(f"Zeg met --by wie van de werkgroep dit overneemt: {known}.")
    return named[0]
