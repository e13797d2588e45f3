"""The mails of four years of Druten, as a file: a change in who hears what and when shows in a diff.

`WRITE_MAILS=1 python -m pytest tests/journeys/test_mails_of_druten.py` writes the file anew; read the diff.
"""

import os
from collections import Counter
from pathlib import Path

import pytest

from calendar_cycle.models import Mail, Notice
from tests.journeys.four_years import FourYears, mails

FILE = Path(__file__).with_name("mails_of_druten.csv")
pytestmark = [pytest.mark.django_db, pytest.mark.postgresql, pytest.mark.long]


def test_four_years_of_druten_bring_these_mails() -> None:
    FourYears().play()
    found = mails()
    if os.environ.get("WRITE_MAILS"):
        FILE.write_text(found, "utf-8")
    assert found == FILE.read_text("utf-8")
    a_day = Counter(Mail.objects.filter(day__isnull=False).values_list("user", "day"))
    assert max(a_day.values()) == 1
    assert not Notice.objects.filter(mail=None, silent=False, queued_at__lt=Mail.objects.first().queued_at).exists()
