"""No English on screen: every field, table and rule of ours has a Dutch name."""

import pytest
from django.apps import apps
from django.db.models import CheckConstraint, Field, Model, UniqueConstraint

OURS = ("accounts", "agreements", "calendar_cycle", "monitoring")
# Fields whose name in code is the Dutch word.
SAME_WORD = {"agenda", "budget", "indicator", "mail", "over partners", "partner", "partners"} | {
    "betrokkenen",
    "trekker",
    "uitvoering",
}


def models() -> list[type[Model]]:
    """A table of a library that we only show under a name of our own has the library's fields."""
    rows = [model for app in OURS for model in apps.get_app_config(app).get_models()]
    return [model for model in rows if not model._meta.proxy]


def fields() -> list[Field]:
    found = [field for model in models() for field in model._meta.get_fields() if isinstance(field, Field)]
    return [field for field in found if not field.auto_created and not field.name.startswith("history_")]


def test_every_field_has_a_dutch_name() -> None:
    unnamed = {str(field) for field in fields() if field.verbose_name == field.name.replace("_", " ")}
    unnamed -= {str(field) for field in fields() if field.verbose_name in SAME_WORD}
    assert unnamed == set()


@pytest.mark.parametrize("english", ["record revision number", "Designates"])
def test_no_field_is_explained_in_english(english: str) -> None:
    assert [str(field) for field in fields() if english in str(field.help_text)] == []


def test_every_rule_that_a_person_can_break_is_a_dutch_sentence() -> None:
    """Those of the tables that people fill in on an admin page; Django's own words name a rule by its code."""
    for name in ("Agreement", "Party", "PartnerGroup", "Village", "Term", "Decision", "Membership", "CovenantRole"):
        _say_so("agreements", name)
    for name in ("StandardQuestion", "Question"):
        _say_so("calendar_cycle", name)
    for name in ("Indicator", "Target", "Measurement"):
        _say_so("monitoring", name)


def _say_so(app: str, name: str) -> None:
    for rule in apps.get_model(app, name)._meta.constraints:
        if isinstance(rule, UniqueConstraint | CheckConstraint):
            assert rule.violation_error_message.endswith("."), rule.name
            assert "geschonden" not in rule.get_violation_error_message(), rule.name
