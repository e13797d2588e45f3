"""The agreements as a spreadsheet: Dutch headings, and nothing in it that a spreadsheet would run."""

import pytest
import tablib
from django.urls import reverse

from tests import factories

FORMULAS = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1)", "\t=1", "\r=1", "\n=1", "=HYPERLINK(1)"]
COLUMNS = ("code", "theme", "topic", "title", "text", "trekker", "start_year", "end_year", "recurrence")
ADDRESS = "admin:agreements_agreement_export"


def formats(client):
    """The formats that can be chosen, by name."""
    choices = client.get(reverse(ADDRESS)).context["form"].fields["format"].choices
    return {name: number for number, name in choices if number != ""}


def exported(client, kind):
    """The rows of the file, headings first."""
    form = {"format": formats(client)[kind], "resource": "0"}
    answer = client.post(reverse(ADDRESS), form | {f"agreementresource_{name}": "on" for name in COLUMNS})
    content = answer.content if kind in ("xlsx", "ods") else answer.content.decode()
    found = tablib.Dataset().load(content, format=kind)
    return answer, [list(found.headers or []), *map(list, found)]


@pytest.fixture
def secretary(client, world):
    client.force_login(world.secretary)
    return client


@pytest.mark.parametrize("kind", ["csv", "tsv", "xlsx", "ods"])
@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_starts_with_a_formula_and_none_loses_a_sign(secretary, world, kind, text):
    factories.AgreementFactory(covenant=world.covenant, title=text, text=text)

    _, rows = exported(secretary, kind)

    cells = [str(cell) for row in rows for cell in row if cell is not None]
    assert [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))] == []
    assert len([cell for cell in cells if cell.split() == f"'{text}".split()]) == 2


def test_the_headings_and_what_is_in_the_cells_are_dutch(secretary, world):
    factories.AgreementFactory(covenant=world.covenant, recurrence="per_project")

    answer, rows = exported(secretary, "csv")

    words = ["nummer", "thema", "onderwerp", "titel", "tekst", "trekker", "eerste jaar", "laatste jaar", "herhaling"]
    assert rows[0] == words
    assert rows[1][-1] == "per project"
    assert 'filename="afspraken-' in answer["Content-Disposition"]


def test_the_columns_to_choose_from_have_the_headings_of_the_file(secretary, world):
    page = secretary.get(reverse(ADDRESS)).content.decode()
    assert "Eerste jaar" in page
    assert "Alles kiezen" in page


def test_a_sign_that_a_spreadsheet_can_not_hold_is_no_reason_to_give_none(secretary, world):
    factories.AgreementFactory(covenant=world.covenant, title="a\x0bb 🎉")
    _, rows = exported(secretary, "xlsx")
    assert "🎉" in str(rows)
