"""What production demands of its settings, asked of manage.py itself."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _manage(*words: str, **given: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if key in ("PATH", "HOME", "LANG", "PYTHONPATH")}
    environment = {**kept, "DJANGO_SETTINGS_MODULE": "druten.settings", **given}
    return subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


def test_nothing_starts_in_production_without_a_secret_key() -> None:
    answer = _manage("check")
    assert answer.returncode != 0
    assert "SECRET_KEY" in answer.stderr


def test_the_check_for_production_has_no_warning() -> None:
    answer = _manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secrets.token_urlsafe(64))
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout


def test_debug_is_off_unless_asked_for() -> None:
    code = "from django.conf import settings; print(settings.DEBUG, settings.DEMO_DATE_ALLOWED)"
    answer = _manage("shell", "-v", "0", "-c", code, SECRET_KEY=secrets.token_urlsafe(64), DEMO_DATE="2026-06-20")
    assert answer.stdout.strip() == "False False"
