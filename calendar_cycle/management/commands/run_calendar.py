"""`manage.py run_calendar`: all that time brings about. Run it every quarter of an hour (docs/beheer/)."""

import re
from argparse import ArgumentParser
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from calendar_cycle import running
from calendar_cycle.models import CalendarRun, Mail
from calendar_cycle.news import planning, reading
from calendar_cycle.running import AlreadyRunning, Said
from druten import clock
from druten.dutch import long_date


def a_day(text: str | date | None) -> date | None:
    """A day as an argument: 2026-06-23. None stays None.

    Raises:
        CommandError: with a Dutch sentence; argparse would put English around it.
    """
    if text is None or isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise CommandError(f"“{text}” is geen dag. Schrijf jaar, maand en dag: --at 2026-06-23.") from error


def a_year(text: str | int | None) -> int:
    """A year as an argument: 2026; this year when left out.

    Raises:
        CommandError: with a Dutch sentence.
    """
    if text is None:
        return clock.today().year
    if re.fullmatch(r"[1-9][0-9]{3}", str(text), re.ASCII) is None:
        raise CommandError(f"“{text}” is geen jaar. Schrijf vier cijfers: --year 2026.")
    return int(text)


class Command(BaseCommand):
    help = "Doet wat de tijd meebrengt: openen, herinneren, melden wie te laat is. Een tweede keer gebeurt er niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", help="alsof het deze dag is, om zeven uur: 2026-06-23")
        parser.add_argument("--dry-run", action="store_true", help="toont de mails van de dag; er gebeurt niets")
        parser.add_argument("--plan", action="store_true", help="met --year: de mails van een jaar als tabel")
        parser.add_argument("--year", help="het jaar van --plan")
        parser.add_argument("--covenant", help="met --plan: alleen deze prestatieafspraken (het adres)")

    def handle(self, *args: Any, dry_run: bool, plan: bool, **options: Any) -> None:
        at, year = a_day(options["at"]), a_year(options["year"])
        if plan:
            self._plan(year, options["covenant"])
            return
        try:
            if dry_run:
                self._dry(at)
            else:
                self._tell(_round(at))
        except AlreadyRunning:
            self.stdout.write("Er is al een ronde bezig. Die doet alles; deze stopt.")

    def _tell(self, said: Said) -> None:
        for title in said.closing:
            self.stdout.write(f"In afronding: {title}")
        for title in said.ended:
            self.stdout.write(f"Beëindigd, de partij doet niet meer mee: {title}")
        for title in said.opened:
            self.stdout.write(f"Opengezet: {title}")
        self.stdout.write(
            f"{long_date(said.day)}: {len(said.notices)} berichten, {said.mails} mails"
            + (f", {said.taken_up} mails opnieuw geprobeerd" if said.taken_up else "")
        )
        self._tell_faults(said)

    def _tell_faults(self, said: Said) -> None:
        for covenant, error in said.faults.of.items():
            self.stderr.write(
                f"Misgegaan bij {covenant.title} ({covenant.slug}): {error}. Wat daar nu niet lukte, is niet gebeurd."
            )
        if said.faults.of:
            raise CommandError(
                "De ronde ging niet overal goed. Voor de andere prestatieafspraken is alles gedaan; de volgende ronde "
                "probeert het opnieuw. Wat er misging, staat in het logboek."
            )

    def _dry(self, at: date | None) -> None:
        """Everything for real, and then undone: what is shown is what would go.

        Of a day that is named, only what belongs to that day: what came before it is gone through first.
        """
        with transaction.atomic():
            if at is not None:
                _catch_up(clock.day_before(at))
            before = set(Mail.objects.values_list("pk", flat=True))
            said = _round(at)
            for mail in Mail.objects.exclude(pk__in=before).order_by("to", "pk"):
                text = "Dit is alleen voor mensen van die organisatie." if mail.is_of_own else mail.text
                subject = mail.told_to_others
                self.stdout.write(f"Aan: {mail.to}\nVan: {mail.sender}\nOnderwerp: {subject}\n\n{text}\n{'-' * 72}")
            if Mail.objects.count() == len(before):
                self.stdout.write(f"Op {long_date(said.day)} gaat er geen mail meer uit.")
            transaction.set_rollback(True)
        self._tell_faults(said)

    def _plan(self, year: int, slug: str | None) -> None:
        rows = reading.steps()
        if slug:
            rows = rows.filter(cycle__covenant__slug=slug)
            if not rows:
                raise CommandError(f"Er zijn geen lopende prestatieafspraken “{slug}”.")
        found = planning.of_year(rows, year)
        several = len({row.covenant for row in found}) > 1
        self._row("dag", *(["prestatieafspraken"] if several else []), "aan", "wat", "vervalt")
        self._row(*["---"] * (5 if several else 4))
        for row in found:
            whose = [row.covenant] if several else []
            self._row(long_date(row.day), *whose, row.to, row.says, row.falls_away)

    def _row(self, *cells: str) -> None:
        self.stdout.write(f"| {' | '.join(cells)} |")


def _round(at: date | None) -> Said:
    """A round now, or as if it is that day at seven."""
    moment = clock.now() if at is None else datetime.combine(at, time(running.FIRST_HOUR), clock.AMSTERDAM)
    with clock.at(moment):
        return running.run(at)


def _catch_up(day: date) -> None:
    """Goes through what was not gone through yet, up to and including this day."""
    last = CalendarRun.latest_day()
    if last is None or last.day < day:
        _round(day)
