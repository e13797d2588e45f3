"""Fixtures that every test may use."""

import os

import pytest
from django.contrib.auth.signals import user_logged_in
from django.test import Client

from druten.accounts.models import User
from tests import second_factor
from tests.world import World, make_world

# Playwright's event loop runs in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files with something long come first: the last of a run would have all but one process wait for it."""
    long = {item.path for item in items if item.get_closest_marker("long")}
    items.sort(key=lambda item: item.path not in long)


@pytest.fixture
def world(db: None) -> World:
    """A covenant of one municipality with people in every role."""
    return make_world()


@pytest.fixture
def elsewhere(db: None) -> World:
    """The same, of another municipality."""
    return make_world("elders-2025-2028")


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The whole server goes at the end; dropping a database would fail on a browser's last connection."""
    return os.environ.get("TEST_DATABASE") != "sqlite"


@pytest.fixture(autouse=True)
def _factor_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """`force_login` goes past the page that asks for the second factor; it counts as shown. The pages of logging in
    themselves are not touched, so that they must really be shown one."""

    def logged_in(self: Client, user: User, backend: str | None = None) -> None:
        user_logged_in.connect(second_factor.shown)
        try:
            plain(self, user, backend)
        finally:
            user_logged_in.disconnect(second_factor.shown)

    plain = Client.force_login
    monkeypatch.setattr(Client, "force_login", logged_in)
