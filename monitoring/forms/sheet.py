"""A spreadsheet that someone chooses."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from agreements.forms import HouseForm
from druten.dutch import number
from monitoring.sheets import reading
from monitoring.sheets.reading import Limits, Line, WrongFile


class SheetFile(HouseForm):
    """The file; cleaned it is its lines. What may come in is said by `limits`."""

    file = forms.FileField(
        label="Bestand",
        error_messages={
            "required": "Kies een bestand.",
            "empty": "Dit bestand is leeg.",
            "invalid": "Kies een bestand.",
            "missing": "Kies een bestand.",
            "max_length": "De naam van dit bestand is te lang. Geef het een kortere naam.",
        },
        max_length=150,
    )
    limits: Limits
    lines: list[Line]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds, lines = self.limits.kinds_in_words, number(self.limits.lines)
        self.fields["file"].help_text = f"Dit kan zijn: {kinds}. Hoogstens 5 MB en {lines} regels."

    def clean_file(self) -> UploadedFile:
        found: UploadedFile = self.cleaned_data["file"]
        try:
            if (found.size or 0) > reading.MOST_BYTES:
                raise WrongFile("Dit bestand is groter dan 5 MB. Verdeel het over meer bestanden.")
            self.lines = reading.read(found.name or "", found.read(), self.limits)
        except WrongFile as wrong:
            raise ValidationError(wrong.sentence) from wrong
        return found
