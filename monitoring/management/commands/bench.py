"""`manage.py bench`: the five main pages, in queries and against a bare view."""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.test import Client

from agreements.models import Covenant
from druten.accounts.models import User
from monitoring.bench import as_served, measure

COVENANT = "druten-2025-2028"
PAGES = (
    ("Mijn taken", "indiener@woonwaarts.example", "/"),
    ("Afspraken", "indiener@woonwaarts.example", f"/{COVENANT}/afspraken/"),
    ("Overzicht", "indiener@woonwaarts.example", f"/{COVENANT}/overzichten/2027/woonwaarts/"),
    ("Gezamenlijk", "werkgroep@druten.example", f"/{COVENANT}/gezamenlijk/2027/"),
    ("Voortgang", "bestuur@druten.example", f"/{COVENANT}/voortgang/"),
)


class Command(BaseCommand):
    help = "Meet de vijf hoofdpagina's van de demo: aantal queries, en tijd naast een kale view met dezelfde bytes."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Meten gaat op de demo. Zet DEBUG=1.")
        call_command("migrate", verbosity=0)
        if not Covenant.objects.filter(slug=COVENANT).exists():
            call_command("load_covenant", "fixtures/druten-2025-2028.yaml")
            call_command("plan_cycles")
            call_command("demo")
        self.stdout.write(f"{'pagina':<14}{'stand':>6}{'queries':>9}{'bytes':>9}{'ms':>9}{'kaal ms':>9}{'maal':>7}")
        with as_served():
            for name, email, address in PAGES:
                client = Client()
                client.force_login(User.objects.get(email=email), "django.contrib.auth.backends.ModelBackend")
                row = measure(client, name, address)
                self.stdout.write(
                    f"{row.name:<14}{row.status:>6}{row.queries:>9}{row.size:>9}"
                    f"{row.page_ms:>9.1f}{row.bare_ms:>9.1f}{row.ratio:>7.1f}"
                )
