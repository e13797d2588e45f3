"""What all our forms share: the house's layout, and numbers as the Dutch write them."""

from decimal import Decimal
from typing import Any

from crispy_forms.helper import FormHelper
from django import forms
from django.core.exceptions import ValidationError

from druten.dutch import number, parse_number


class House:
    """Crispy inside our own `<form>`: no tag and no list of errors, for the page has a summary on top."""

    use_required_attribute = False

    @property
    def helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        return helper


class HouseForm(House, forms.Form):
    """A form of ours."""


class HouseModelForm(House, forms.ModelForm):
    """A form of ours on one row."""


class SeenField(forms.IntegerField):
    """What the page showed, carried along unseen: the version of a row, the number of a hand-in.

    Gives 0 when it is left out and -1 for what can not be such a number, so that neither ever matches: it is
    then a conflict like any other, and no fault in the form.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"widget": forms.HiddenInput, "required": False, "label": "gelezen", **kwargs})

    def clean(self, value: Any) -> int:
        try:
            found = super().clean(value)
        except ValidationError:
            return -1
        return (found or 0) if (found or 0) in range(2**31) else -1


class DutchNumberField(forms.CharField):
    """A number as the Dutch write it ("20.000", "€ 20.000,-", "7,5"); gives a Decimal, or None when empty."""

    def __init__(self, *, lowest: Decimal | None = None, highest: Decimal | None = None, **kwargs: Any) -> None:
        self.lowest, self.highest = lowest, highest
        super().__init__(max_length=40, **kwargs)
        self.widget.attrs.setdefault("inputmode", "decimal")

    def clean(self, value: Any) -> Decimal | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            found = parse_number(text)
        except ValueError as error:
            raise ValidationError(str(error)) from error
        if self.lowest is not None and found < self.lowest:
            raise ValidationError(f"Vul een getal in van {number(self.lowest)} of hoger.")
        if abs(found) >= Decimal(10) ** 10 or (self.highest is not None and found > self.highest):
            raise ValidationError("Dit getal is te groot.")
        return found

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, Decimal) else value
