"""The states of an assignment (domain.md §5): which mean that it lies with the partner, and which that it was
handed in."""

from django.db.models import TextChoices


class State(TextChoices):
    TODO = "todo", "nog niet begonnen"
    IN_PROGRESS = "in_progress", "mee bezig"
    SUBMITTED = "submitted", "ingediend"
    RETURNED = "returned", "teruggegeven"
    ACCEPTED = "accepted", "geaccepteerd"
    MISSED = "missed", "niet ontvangen"


WITH_THE_PARTNER = (State.TODO, State.IN_PROGRESS, State.RETURNED)
HANDED_IN = (State.SUBMITTED, State.ACCEPTED)
