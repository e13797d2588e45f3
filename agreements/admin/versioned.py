"""Two people on one row of the admin: the second hears who was first, keeps the own words, and chooses."""

from typing import Any

from concurrency.forms import get_signer
from django.db import models

from agreements.admin.whole_row import WholeRowForm

CHANGED_MEANWHILE = (
    "{who} heeft dit intussen veranderd. Wat u invulde, is nog niet bewaard. Bij elk vak dat verschilt,"
    " staat wat er nu bewaard is. Sla nog eens op als het uwe moet gelden."
)


class VersionedForm(WholeRowForm):
    """For a model with a version field; who was first, its history says.

    `version` stands among the fields of the admin page.
    """

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk:
            self._compare(cleaned.get("version", 0))
        return cleaned

    def _compare(self, read: int) -> None:
        """The row stays locked until it is saved: the admin does both in one transaction."""
        present = type(self.instance)._default_manager.select_for_update().get(pk=self.instance.pk)
        if read == present.version:
            return
        self.add_error(None, CHANGED_MEANWHILE.format(who=self.changed_by(present) or "Iemand anders"))
        for name in self.changed_data:
            if name != "version":
                self.add_error(name, f"Daar staat nu: “{_in_words(present, name)}”.")
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = get_signer().sign(present.version)
        self.data = data

    def changed_by(self, present: Any) -> Any:
        """Who made the row what it is now."""
        last = present.history.first()
        return last and last.history_user


def _in_words(row: models.Model, name: str) -> str:
    value = getattr(row, name)
    if row._meta.get_field(name).many_to_many:
        return ", ".join(str(one) for one in value.all()) or "niets"
    return "niets" if value in (None, "") else str(value)
