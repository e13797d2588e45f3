"""`manage.py person_data <mail> [--erase]`: all that is kept of one person, and taking away who it was."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from calendar_cycle.people import person_data
from calendar_cycle.workflow import NotAllowed
from druten.accounts.models import User


class Command(BaseCommand):
    help = "Toont alles wat van één persoon wordt bewaard (JSON), of wist wie het was."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("mail", help="het e-mailadres van de persoon")
        parser.add_argument("--erase", action="store_true", help="wist wie het was; dit kan niet terug")
        parser.add_argument("--no-input", action="store_true", help="vraagt niet om bevestiging")

    def handle(self, *args: Any, mail: str, erase: bool, no_input: bool, **options: Any) -> None:
        user = User.objects.filter(email__iexact=mail).first()
        if user is None:
            raise CommandError(f"Er is niemand met het adres {mail}. Kijk bij Gebruikers hoe het geschreven staat.")
        if not erase:
            self.stdout.write(json.dumps(person_data.of(user), indent=2, ensure_ascii=False))
            return
        self._erase(user, asks=not no_input)

    def _erase(self, user: User, *, asks: bool) -> None:
        if asks and input(f"Dit kan niet terug. Typ {user.email} om te wissen: ").strip().lower() != user.email.lower():
            raise CommandError("Er is niets gewist: het adres was niet hetzelfde.")
        left = person_data.still_named_in(user)
        try:
            name = person_data.erase(user)
        except NotAllowed as refusal:
            raise CommandError(f"Er is niets gewist. {refusal.reason}") from refusal
        self.stdout.write(f"Gewist. Wat deze persoon deed, staat er nu als: {name}.")
        for what, number in left.items():
            self.stdout.write(f"De naam of het adres staat nog in getypte tekst: {what} ({number}). Kijk die zelf na.")
