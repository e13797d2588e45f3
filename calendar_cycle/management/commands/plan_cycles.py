"""`manage.py plan_cycles`: stores the steps of every covenant, with each party's share."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.models import Covenant
from calendar_cycle import planning


class Command(BaseCommand):
    help = "Zet de mijlpalen, opdrachten en vragen klaar. Een tweede keer verandert er niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--covenant", help="alleen deze prestatieafspraken (het adres)")

    def handle(self, *args: Any, covenant: str | None = None, **options: Any) -> None:
        rows = Covenant.objects.exclude(state=Covenant.State.CLOSED)
        if covenant:
            rows = rows.filter(slug=covenant)
            if not rows:
                raise CommandError(f"Er zijn geen open prestatieafspraken “{covenant}”.")
        for row in rows:
            added = planning.plan(row)
            if not added:
                self.stdout.write(f"{row}: 0 wijzigingen")
                continue
            self.stdout.write(
                f"{row}: {added.cycles} jaren, {added.milestones} mijlpalen, {added.assignments} opdrachten"
                f" en {added.questions} vragen toegevoegd"
            )
