"""python manage.py load_covenant FILE.yaml: loads a covenant, or what changed in its file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from agreements.tally import FileFault
from monitoring.loading import load_file


class Command(BaseCommand):
    help = "Laadt prestatieafspraken uit een YAML-bestand. Nog eens laden werkt bij en verdubbelt niets."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="BESTAND.yaml")

    def handle(self, *args: Any, file: Path, **options: Any) -> None:
        try:
            covenant, tally = load_file(Path(file))
        except FileFault as fault:
            lines = "\n".join(f"- {line}" for line in fault.faults)
            raise CommandError(f"Er is niets geladen. Dit klopt niet in {file}:\n{lines}") from fault
        if options["verbosity"]:
            self.stdout.write(f"{covenant.title} is geladen:")
            self.stdout.write("\n".join(f"- {line}" for line in tally.lines()))
