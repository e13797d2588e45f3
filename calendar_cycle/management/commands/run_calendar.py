"""`manage.py run_calendar`: all that time brings about. Run it every quarter of an hour (docs/beheer/)."""

from argparse import ArgumentParser, ArgumentTypeError
from datetime import date, datetime, time
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from calendar_cycle import running
from calendar_cycle.models import Mail
from calendar_cycle.news import planning, reading
from calendar_cycle.running import AlreadyRunning, Said
from druten import clock
from druten.dutch import long_date


def a_day(text: str) -> date:
    """A day as an argument: 2026-06-23."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise ArgumentTypeError(f"“{text}” is geen dag. Schrijf jaar, maand en dag: 2026-06-23.") from error


class Command(BaseCommand):
    help = "Doet wat de tijd meebrengt: openen, herinneren, melden wie te laat is. Een tweede keer gebeurt er niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--at", type=a_day, help="alsof het deze dag is, om zeven uur: 2026-06-23")
        parser.add_argument("--dry-run", action="store_true", help="toont de mails van de dag; er gebeurt niets")
        parser.add_argument("--plan", action="store_true", help="met --year: de mails van een jaar als tabel")
        parser.add_argument("--year", type=int, help="het jaar van --plan")
        parser.add_argument("--covenant", help="met --plan: alleen deze prestatieafspraken (het adres)")

    def handle(self, *args: Any, at: date | None, dry_run: bool, plan: bool, **options: Any) -> None:
        if plan:
            self._plan(options["year"] or clock.today().year, options["covenant"])
            return
        moment = clock.now() if at is None else datetime.combine(at, time(running.FIRST_HOUR), clock.AMSTERDAM)
        with clock.at(moment):
            try:
                self._dry() if dry_run else self._tell(running.run(at))
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
        for covenant, error in said.faults.of.items():
            self.stderr.write(
                f"Misgegaan bij {covenant.title} ({covenant.slug}): {error}. Wat daar nu niet lukte, is niet gebeurd."
            )
        if said.faults.of:
            raise CommandError(
                "De ronde ging niet overal goed. Voor de andere prestatieafspraken is alles gedaan; de volgende ronde "
                "probeert het opnieuw. Wat er misging, staat in het logboek."
            )

    def _dry(self) -> None:
        """Everything for real, and then undone: what is shown is what would go."""
        with transaction.atomic():
            before = set(Mail.objects.values_list("pk", flat=True))
            running.run(running.day_of_now())
            for mail in Mail.objects.exclude(pk__in=before).order_by("to", "pk"):
                self.stdout.write(
                    f"Aan: {mail.to}\nVan: {mail.sender}\nOnderwerp: {mail.subject}\n\n{mail.text}\n{'-' * 72}"
                )
            if Mail.objects.count() == len(before):
                self.stdout.write("Vandaag gaat er geen mail uit.")
            transaction.set_rollback(True)

    def _plan(self, year: int, slug: str | None) -> None:
        rows = reading.steps()
        if slug:
            rows = rows.filter(cycle__covenant__slug=slug)
            if not rows:
                raise CommandError(f"Er zijn geen lopende prestatieafspraken “{slug}”.")
        found = planning.of_year(rows, year)
        self.stdout.write("| dag | aan | wat |\n|---|---|---|")
        for row in found:
            self.stdout.write(f"| {long_date(row.day)} | {row.to} | {row.says} |")
