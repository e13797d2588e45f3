"""Takes a picture of every screen, at 1280 and at 360 wide.

python -m tests.pictures              all of them, to build/pictures
python -m tests.pictures --readme     those of the README and the handleiding, to docs/pictures
python -m tests.pictures --only werk  those with "werk" in their name
"""

import argparse
import subprocess
import sys
from pathlib import Path

from tests.pictures import day as one_day
from tests.pictures.screens import SCREENS


def main() -> int:
    """Every day in a process of its own: a process has one database and one date."""
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument(
        "--readme", action="store_true", help="those of the README and the handleiding, to docs/pictures"
    )
    words.add_argument("--only", default="", help="a part of the names")
    words.add_argument("--folder", type=Path, help="where to")
    words.add_argument("--day", choices=SCREENS, help="only this day of the demo")
    given = words.parse_args()
    folder = given.folder or one_day.ROOT / ("docs/pictures" if given.readme else "build/pictures")
    folder.mkdir(parents=True, exist_ok=True)
    if given.day:
        return min(one_day.take(given.day, folder, given.only, for_readme=given.readme), 1)
    return max(
        subprocess.run([sys.executable, "-m", "tests.pictures", *sys.argv[1:], "--day", day], check=False).returncode
        for day in SCREENS
    )


if __name__ == "__main__":
    sys.exit(main())
