"""The kinds of milestones (domain.md §4)."""

from django.db.models import TextChoices


class MilestoneKind(TextChoices):
    RESULTS = "results", "Resultaten"
    ACCENTS = "accents", "Accenten"
    OVERVIEW = "overview", "Activiteitenoverzicht"
    ALIGNMENT = "alignment", "Afstemming"
    BUNDLE = "bundle", "Gezamenlijk overzicht"
    RESULTS_REQUEST = "results_request", "Uitvraag resultaten"
    EVALUATION_INPUT = "evaluation_input", "Inbreng tussenevaluatie"
    EVALUATION = "evaluation", "Tussenevaluatie"
    CLOSING = "closing", "Afronding"


# Their deadlines are hard, and every party that signed has its own share (an assignment).
OF_PARTIES = frozenset({MilestoneKind.RESULTS, MilestoneKind.OVERVIEW, MilestoneKind.EVALUATION_INPUT})
