"""Lost updates: a form carries the version that its reader saw."""

from collections.abc import Mapping
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django import forms

from agreements.forms import HouseForm


class VersionField(forms.IntegerField):
    """Which version was read. What can be none is an old one: the save hears of a conflict."""

    widget = forms.HiddenInput
    OLD = -1

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> int | None:
        try:
            read = super().clean(value)
        except forms.ValidationError:
            return self.OLD
        return read if read is None or 0 <= read < 2**31 else self.OLD


class Versioned(forms.Form):
    """Mix in before a form with an `instance`; the save fails when someone else was first."""

    version = VersionField()

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
            self.row.version = self.cleaned_data.get("version") or 0

    def take_present_version(self) -> None:
        """After a conflict: the next save is made knowingly."""
        present = type(self.row).objects.filter(pk=self.row.pk).values_list("version", flat=True).first()
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(present or 0)
        self.data = data
        self.present = type(self.row).objects.filter(pk=self.row.pk).first()


class VersionedRows(HouseForm):
    """A form on several rows, each with the version that its reader saw: 0 where there was none yet."""

    def add_version(self, key: int, row: Any) -> None:
        """The hidden field of one row."""
        self.fields[_version(key)] = VersionField(initial=row.version if row else 0)

    def check_version(self, key: int, row: Any) -> None:
        """Call it for a row that is about to change.

        Raises:
            RecordModifiedError: it is not what the reader saw: changed, new, or gone.
        """
        if (self.cleaned_data.get(_version(key)) or 0) != (row.version if row else 0):
            raise RecordModifiedError("changed meanwhile", target=row)

    def take_present_version(self) -> None:
        """After a conflict: says at each field what stands there now; the next save is made knowingly."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        there = self.present()
        for key in [int(name.removeprefix("version_")) for name in self.fields if name.startswith("version_")]:
            row = there.get(key)
            if (self.cleaned_data.get(_version(key)) or 0) == (row.version if row else 0):
                continue
            now = self.in_words(row) if row else ""
            self.add_error(self.place_of(key), f"Daar staat nu: “{now}”." if now else "Daar staat nu niets.")
            data[_version(key)] = str(row.version if row else 0)
        self.data = data

    def present(self) -> Mapping[int, Any]:
        """The rows as they are stored now, by the same keys."""
        raise NotImplementedError

    def place_of(self, key: int) -> str:
        """The name of the field at which a conflict is told."""
        raise NotImplementedError

    def in_words(self, row: Any) -> str:
        """What a row says, for the one who did not see it."""
        raise NotImplementedError


def _version(key: int) -> str:
    return f"version_{key}"
