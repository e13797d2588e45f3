"""The screens of the results."""

from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Result

PATH = "/druten-2025-2028/resultaten/2025/woonstichting-druten/"


def row_of(client: Client, assignment: Assignment) -> Result:
    client.get(PATH)
    return assignment.results.get()
