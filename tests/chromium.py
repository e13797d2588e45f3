"""Finds a Chromium for the browser tests; `python -m tests.chromium` gets one when there is none."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find() -> str | None:
    """The path of a Chromium on this machine, or None."""
    return next((path for path in map(shutil.which, NAMES) if path), None)


def get() -> str | None:
    """Finds one, or as root installs the one of the distribution."""
    found = find()
    if found or not hasattr(os, "geteuid") or os.geteuid() != 0 or not shutil.which("apt-get"):
        return found
    for words in (["update"], ["install", "--yes", "--no-install-recommends", "chromium"]):
        done = subprocess.run(["apt-get", "-qq", *words], capture_output=True, text=True, check=False)
        if done.returncode:
            return None
    return find()


def main() -> int:
    """Says in one line where it is; 1 when it can not be had."""
    found = get()
    if found:
        print(f"Chromium: {found}")  # noqa: T201
        return 0
    print(  # noqa: T201
        "No Chromium, and it could not be installed. Install it (Debian: apt-get install chromium).", file=sys.stderr
    )
    return 1


if __name__ == "__main__":
    sys.exit(main())
