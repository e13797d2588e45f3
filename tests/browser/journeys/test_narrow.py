"""A small telephone, and a screen of 1280 pixels that somebody enlarged to 400 %: nothing falls beside it."""

from collections.abc import Callable
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser.journeys import ways
from tests.browser.journeys.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True), pytest.mark.long]
TELEPHONE = {"viewport": {"width": 320, "height": 568}, "has_touch": True, "is_mobile": True}
ENLARGED = {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4}


@pytest.mark.parametrize("screen", [TELEPHONE, ENLARGED], ids=["telephone", "400 %"])
def test_the_overview_fits(someone: Callable[..., Page], begin: ways.Begin, look: Look, screen: dict[str, Any]) -> None:
    with time_machine.travel(ways.IN_MAY, tick=True):
        ways.through_the_overview(someone(**screen), begin, look, ways.to_plan())


def test_the_results_fit(someone: Callable[..., Page], begin: ways.Begin, look: Look) -> None:
    with time_machine.travel(ways.IN_JANUARY, tick=True):
        ways.through_the_results(someone(**TELEPHONE), begin, look, ways.to_report())
