"""Lost updates: a form carries the version that its reader saw."""

from typing import Any

from django import forms

from agreements.forms import SeenField


class Versioned(forms.Form):
    """Mix in before a form with an `instance`; the save fails when someone else was first."""

    version = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.row.version

    @property
    def row(self) -> Any:
        """What is being changed."""
        return self.instance  # type: ignore[attr-defined]

    def put_version(self) -> None:
        """The row gets the version that was read, so that saving it compares."""
        if self.row.pk:
            self.row.version = self.cleaned_data.get("version", 0)

    def take_present_version(self) -> None:
        """After a conflict: the next save is made knowingly."""
        present = type(self.row).objects.filter(pk=self.row.pk).values_list("version", flat=True).first()
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(present or 0)
        self.data = data
        self.present = type(self.row).objects.filter(pk=self.row.pk).first()
