"""Fixtures that every test may use."""

import os

import pytest

from tests.world import World, make_world

# Playwright's event loop runs in the thread of the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")


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
