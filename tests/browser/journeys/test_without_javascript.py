"""Who has no JavaScript, or a browser that refused it: everything can be done with links, fields and buttons."""

from collections.abc import Callable

import pytest
import time_machine
from playwright.sync_api import Page

from tests.browser.journeys import ways
from tests.browser.journeys.conftest import Look

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_the_overview_is_made_and_handed_in(someone: Callable[..., Page], begin: ways.Begin, look: Look) -> None:
    with time_machine.travel(ways.IN_MAY, tick=True):
        ways.through_the_overview(someone(java_script_enabled=False), begin, look, ways.to_plan())


def test_the_results_are_told_and_handed_in(someone: Callable[..., Page], begin: ways.Begin, look: Look) -> None:
    with time_machine.travel(ways.IN_JANUARY, tick=True):
        ways.through_the_results(someone(java_script_enabled=False), begin, look, ways.to_report())
