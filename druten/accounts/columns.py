"""Columns of the admin in our words."""

from typing import Any

from django.contrib import admin
from django.db.models import Model


def yes_or_no(name: str, heading: str) -> Any:
    """The boolean `name` as "ja" or "nee": Django's own column is a picture that is named in English."""

    @admin.display(ordering=name, description=heading)
    def shown(row: Model) -> str:
        return "ja" if getattr(row, name) else "nee"

    return shown
