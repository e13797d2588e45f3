"""A form of the admin looks at the whole row: every rule of the table, and one covenant for all that is tied to it.

Django leaves out a rule in which a field plays a part that the page only shows; the database would then refuse it
with an error page.
"""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.db import models

from agreements.models import Covenant

# Where the covenant of a row is, for models that do not have it themselves.
PATHS = {
    "agreements.Covenant": "pk",
    "agreements.Partner": "parties__covenant",
    "agreements.Ambition": "topic__covenant",
    "agreements.Effort": "topic__covenant",
    "agreements.Responsibility": "agreement__covenant",
    "agreements.Decision": "meeting__covenant",
}


def covenant_path(model: type[models.Model]) -> str:
    """The lookup from a row of `model` to its covenant; "" for what is of no covenant, such as a user."""
    own = "covenant" if any(field.name == "covenant" for field in model._meta.get_fields()) else ""
    return PATHS.get(model._meta.label, own)


def covenant_of(row: Any, path: str) -> Covenant | None:
    """The covenant of a row, found along `path`; None when the row has none (yet)."""
    if isinstance(row, Covenant):
        return row
    for step in path.split("__"):
        row = getattr(row, step, None)
    return row if isinstance(row, Covenant) else None


class WholeRowForm(forms.ModelForm):
    """`covenant_path` leads from the row to its covenant."""

    covenant_path: ClassVar[str] = "covenant"

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        covenant = covenant_of(self.instance, self.covenant_path)
        if covenant is not None and covenant != self.instance:
            self._keep_within(covenant)
        if not self.errors:
            self._keep_the_rules()

    def _keep_within(self, covenant: Covenant) -> None:
        for name, value in list(self.cleaned_data.items()):
            rows = value if isinstance(value, models.QuerySet) else [value]
            if any(_is_elsewhere(row, covenant) for row in rows):
                self.add_error(name, f"Dit hoort niet bij {covenant}. Kies iets wat daar wel bij hoort.")

    def _keep_the_rules(self) -> None:
        try:
            self.instance.validate_constraints()
        except ValidationError as broken:
            self.add_error(None, ValidationError(broken.messages))


def _is_elsewhere(row: Any, covenant: Covenant) -> bool:
    path = covenant_path(type(row)) if isinstance(row, models.Model) else ""
    if not path or isinstance(row, Covenant) or row.pk is None:  # a row without a key is the new one it goes with
        return False
    return not type(row)._default_manager.filter(**{"pk": row.pk, path: covenant.pk}).exists()
