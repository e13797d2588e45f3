"""Choosing a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from agreements.forms import HouseForm
from monitoring import file_check
from monitoring.file_check import CONTENT_TYPES, Checked, NotTaken

# What the browser offers first; what counts is what is in the file.
ACCEPT = ",".join([*(f".{kind}" for kind in CONTENT_TYPES), ".jpeg"])


class AttachmentForm(HouseForm):
    """One file; `checked` and `name` are what may be kept of it."""

    file = forms.FileField(
        label="Kies een bestand",
        help_text="Pdf, document, rekenblad, presentatie of afbeelding, hoogstens 10 MB. Uit een foto halen wij weg"
        " waar zij is gemaakt.",
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
        error_messages={
            "required": "Kies eerst een bestand.",
            "missing": "Kies eerst een bestand.",
            "invalid": "Kies eerst een bestand.",
            "empty": file_check.EMPTY,
        },
    )
    checked: Checked
    name: str

    def clean_file(self) -> Any:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > file_check.LARGEST_FILE:
            raise ValidationError(file_check.TOO_LARGE)
        try:
            self.checked = file_check.check(file.read(), file.name or "")
        except NotTaken as refusal:
            raise ValidationError(refusal.reason) from refusal
        self.name = file_check.safe_name(file.name or "", self.checked.kind)
        return file
