"""The project's own commands as processes of their own, on the database of this test (PostgreSQL)."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.db import connection

ROOT = Path(__file__).resolve().parent.parent


def start(*command: str, **environment: Any) -> "subprocess.Popen[str]":
    """`manage.py command …`, started; what it says can be read from it."""
    ours = {"DEBUG": "1", "DATABASE_URL": _database(), "DJANGO_SETTINGS_MODULE": "druten.settings"}
    return subprocess.Popen(
        [sys.executable, "manage.py", *command],
        cwd=ROOT,
        env=os.environ | ours | {key: str(value) for key, value in environment.items()},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finished(process: "subprocess.Popen[str]", seconds: int = 120) -> str:
    """What it said, once it has ended well."""
    said, _ = process.communicate(timeout=seconds)
    assert process.returncode == 0, said
    return said


def _database() -> str:
    """The address of the database that this test uses."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{connection.settings_dict['NAME']}").geturl()
