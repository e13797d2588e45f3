"""Asking for a later deadline."""

from agreements.forms import HouseForm
from monitoring.forms.fields import DayField, words


class ExtensionForm(HouseForm):
    """Until when, and why."""

    wished_before = DayField(label="Vóór welke dag kunt u wel inleveren?")
    reason = words("Waarom heeft u meer tijd nodig?", missing="Schrijf op waarom u meer tijd nodig heeft.")
