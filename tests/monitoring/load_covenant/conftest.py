"""A small covenant, and how it is loaded."""

from io import StringIO

import pytest
import yaml
from django.core.management import call_command

from tests.monitoring.load_covenant import SMALL


@pytest.fixture
def content() -> dict:
    return yaml.safe_load(SMALL.read_text())


@pytest.fixture
def load(tmp_path):
    def run(what) -> str:
        path = tmp_path / "afspraken.yaml"
        path.write_bytes(what if isinstance(what, bytes) else yaml.safe_dump(what, allow_unicode=True).encode())
        out = StringIO()
        call_command("load_covenant", str(path), stdout=out)
        return out.getvalue()

    return run
