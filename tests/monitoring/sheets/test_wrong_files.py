"""Files that are not what they should be: each gets one clear sentence, changes nothing, and takes under 300 MB."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from calendar_cycle.models import Assignment
from monitoring.models import Activity
from monitoring.sheets import reading, table
from monitoring.sheets.reading import WrongFile
from tests.monitoring.sheets import wrong_files
from tests.monitoring.sheets.conftest import FIRST, PLAN, bring, edited, fetched, put
from tests.monitoring.sheets.wrong_files import FILES

ROOT = Path(__file__).resolve().parents[3]
MOST_MEGABYTES = 300
HEAVY = (
    "bomb",
    "bomb-ods",
    "cells-in-a-row",
    "attributes",
    "styles",
    "strings",
    "one-long-text",
    "million-rows",
    "million-rows-ods",
    "million-spaces-ods",
    "cells-in-ods",
    "same-text-often",
)


@pytest.mark.parametrize("which", [name for name, it in FILES.items() if it[2]])
def test_a_wrong_file_gets_one_sentence(which: str) -> None:
    name, make, sentence = FILES[which]
    with pytest.raises(WrongFile, match=sentence):
        reading.read(name, make(), table.LIMITS)


@pytest.mark.parametrize("which", HEAVY)
def test_a_heavy_file_takes_little_memory(which: str, tmp_path: Path) -> None:
    name, make, sentence = FILES[which]
    path = tmp_path / name
    path.write_bytes(make())
    assert path.stat().st_size < reading.MOST_BYTES
    words = [sys.executable, "-m", wrong_files.__name__, str(path)]
    # No database is read; whichever it is, its settings must not want one.
    surroundings = os.environ | {"TEST_DATABASE": "sqlite"}
    done = subprocess.run(words, cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True, timeout=120)
    megabytes, _, said = done.stdout.strip().partition(" ")
    assert int(megabytes) < MOST_MEGABYTES, said
    assert bool(said) or not sentence


@pytest.mark.django_db
@pytest.mark.parametrize(
    "which",
    [
        "bomb",
        "macros",
        "xlsm-renamed",
        "entity",
        "password-written",
        "password-written-ods",
        "empty",
        "csv-renamed",
        "xlsm",
        "formula",
        "merged",
        "million-rows",
    ],
)
def test_on_the_page_it_is_said_at_the_field_and_nothing_changes(editor: Client, plan: Assignment, which: str) -> None:
    before = list(Activity.objects.values())
    name, make, sentence = FILES[which]
    page = bring(editor, make(), name=name)
    assert [sentence in it for it in page.context["form"].errors["file"]] == [True]
    assert "<title>Fout: " in page.content.decode()
    assert editor.get(f"{PLAN}rekenblad/controleren/").status_code == 302
    assert list(Activity.objects.values()) == before


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["../../etc/passwd.xlsx", "..\\..\\plan.xlsx", "/etc/plan.xlsx"])
def test_a_path_in_the_name_is_a_name_like_any_other(editor: Client, plan: Assignment, name: str) -> None:
    content = edited(fetched(editor), put(FIRST, **{"Wat gaat u doen?": "Elf huizen"}))
    page = bring(editor, content, name=name).content.decode()
    assert "Elf huizen" in page
    assert "../" not in page.replace("../static", "")
    assert "etc/" not in page


@pytest.mark.django_db
def test_parts_of_a_packed_file_are_unpacked_nowhere(editor: Client, plan: Assignment, tmp_path: Path) -> None:
    name = f"..{tmp_path}/erbij.xml"
    content = wrong_files.with_parts(fetched(editor), **{name.replace("/", "__").replace(".", "_dot_"): b"<a/>"})
    assert "<h1>0 wijzigingen</h1>" in bring(editor, content).content.decode()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.django_db
def test_without_a_file_it_is_asked_for(editor: Client, plan: Assignment) -> None:
    page = editor.post(f"{PLAN}rekenblad/", {})
    assert page.context["form"].errors["file"] == ["Kies een bestand."]
