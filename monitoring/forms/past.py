"""The forms with which the working group takes over what was before taking into use."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from agreements.forms import HouseForm
from monitoring.forms.fields import optional
from monitoring.forms.sheet import SheetFile
from monitoring.past.plan import Joint
from monitoring.sheets.reading import PAST

LARGEST_PDF = 10 * 1024 * 1024


class Sheet(SheetFile):
    """The file; cleaned it is its lines."""

    limits = PAST


class TakeOver(HouseForm):
    """Which joint overviews go along, each with the document as it was then."""

    def __init__(self, *args: Any, joint: list[Joint], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.years = [row.year for row in joint]
        for year in self.years:
            self.fields[f"joint_{year}"] = forms.BooleanField(
                label=f"Ook het gezamenlijke overzicht {year} overnemen, als versie 1", required=False
            )
            self.fields[f"pdf_{year}"] = forms.FileField(
                label=optional(f"Het document {year} zoals het toen was, als PDF"),
                help_text="Zonder bestand maken wij het document uit de overgenomen plannen.",
                required=False,
                error_messages={"empty": "Dit bestand is leeg.", "invalid": "Kies een PDF."},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        for year in self.years:
            pdf = given.get(f"pdf_{year}")
            if pdf and not given.get(f"joint_{year}"):
                self.add_error(f"joint_{year}", "U koos een document. Kruis ook dit aan, of haal het document weg.")
            if pdf and (wrong := _wrong_pdf(pdf)):
                self.add_error(f"pdf_{year}", wrong)
        return given

    @property
    def chosen(self) -> list[int]:
        """The years of which the joint overview is taken over."""
        return [year for year in self.years if self.cleaned_data.get(f"joint_{year}")]

    @property
    def pdfs(self) -> dict[int, bytes]:
        """Per year the document that was given."""
        found = {year: self.cleaned_data.get(f"pdf_{year}") for year in self.chosen}
        return {year: pdf.read() for year, pdf in found.items() if pdf}


def _wrong_pdf(pdf: UploadedFile) -> str:
    if (pdf.size or 0) > LARGEST_PDF:
        return "Dit bestand is groter dan 10 MB. Maak een kleinere PDF."
    start = pdf.read(5)
    pdf.seek(0)
    return "" if start == b"%PDF-" else "Dit is geen PDF. Bewaar het document als PDF."
