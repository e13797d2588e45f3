"""Mail goes out with the commit; within a test that is at once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail

LINK = re.compile(r"http://localhost:8000(/uitnodiging/\S+/)")


@pytest.fixture
def link_after(django_capture_on_commit_callbacks: Any) -> Callable[[Callable[[], Any]], str]:
    """`link_after(deed)`: the path in the mail that the deed sends."""

    def after(deed: Callable[[], Any]) -> str:
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            deed()
        (sent,) = mail.outbox
        found = LINK.search(sent.body)
        assert found
        return found[1]

    return after
