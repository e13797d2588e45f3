"""How values are typed in the admin: a list as lines, a number as the Dutch write it."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.http import HttpRequest

from agreements.forms import DutchNumberField


class LinesField(forms.CharField):
    """A list of texts, one a line; empty lines fall away, and what stands there twice is kept once."""

    widget = AdminTextareaWidget

    def clean(self, value: Any) -> Any:
        return _lines(super().clean(value))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(str(row) for row in value) if isinstance(value, list) else value

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != _lines(data or "")


def _lines(text: str) -> list[str]:
    return list(dict.fromkeys(row.strip() for row in text.splitlines() if row.strip()))


class HouseFields(admin.options.BaseModelAdmin):
    """Gives the fields of a row to the form as people here write them."""

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        shared: dict[str, Any] = {"label": str(db_field.verbose_name).capitalize(), "required": not db_field.blank}
        if isinstance(db_field, models.JSONField):
            return LinesField(help_text=db_field.help_text or "Eén per regel.", **shared)
        if isinstance(db_field, models.DecimalField):
            return DutchNumberField(help_text=db_field.help_text, widget=AdminTextInputWidget(), **shared)
        return super().formfield_for_dbfield(db_field, request, **kwargs)
