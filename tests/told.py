"""What people were told, as tests read it: notices by kind, with or without a mail."""

from calendar_cycle.models import Notice


def told(kind: str) -> set[str]:
    """The addresses of those who were told something of this kind."""
    return set(Notice.objects.filter(kind=kind).values_list("user__email", flat=True))


def titles(kind: str) -> set[str]:
    """The titles of what was told of this kind."""
    return set(Notice.objects.filter(kind=kind).values_list("title", flat=True))
