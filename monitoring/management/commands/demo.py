"""`manage.py demo`: accounts for every role and a believable story, up to today (or `DEMO_DATE`)."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from agreements.models import Covenant
from calendar_cycle.models import AssignmentEvent
from calendar_cycle.news import telling
from druten import clock
from monitoring.demo import announcing
from monitoring.demo.people import PASSWORD, People
from monitoring.demo.story import Story


class Command(BaseCommand):
    help = "Maakt de demo: accounts voor elke rol en een verhaal tot en met vandaag. Een tweede keer verandert niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--covenant", default="druten-2025-2028")
        parser.add_argument("--really", action="store_true", help="ook als DEBUG uit staat")

    def handle(self, *args: Any, covenant: str, really: bool, **options: Any) -> None:
        if not (settings.DEBUG or really):
            raise CommandError(
                "De demo maakt accounts met een bekend wachtwoord."
                " Zet DEBUG=1, of gebruik --really als u het zeker weet."
            )
        found = Covenant.objects.filter(slug=covenant).first()
        if found is None:
            raise CommandError(f"Er zijn geen prestatieafspraken “{covenant}”. Laad ze eerst met load_covenant.")
        with telling.muted(), transaction.atomic():
            People(found).make()
            told = self._tell(found)
        self.stdout.write(f"Demo: {told} stappen. Wachtwoord van alle accounts: {PASSWORD}")

    def _tell(self, covenant: Covenant) -> int:
        """Plays the steps up to now; nothing when the story was told before."""
        if AssignmentEvent.objects.filter(assignment__milestone__cycle__covenant=covenant).exists():
            return 0
        now = clock.now()
        due = [step for step in Story(covenant).steps() if step.at <= now]
        for step in due:
            with clock.at(step.at):
                step.do()
        announcing.note_what_opened_before_today(covenant)
        return len(due)
