"""What is typed in the admin: every rule of a table is a sentence, never an error page; numbers and lists as people
here write them."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from agreements.models import PartnerGroup, Party, Term, Village
from calendar_cycle.models import Question, StandardQuestion
from monitoring.models import Indicator, Measurement, Target
from tests import factories


@pytest.fixture
def secretary(client, world):
    client.force_login(world.secretary)
    return client


def page(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def send(client, address, **fields):
    """The answer after changing only `fields` of the page as it stands."""
    shown = client.get(address).context
    form = shown["adminform"].form
    body = {name: form[name].value() for name in form.fields}
    for formset in shown["inline_admin_formsets"]:
        body |= {f"{formset.formset.prefix}-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL")}
    return client.post(address, {name: "" if value is None else value for name, value in (body | fields).items()})


@pytest.mark.parametrize("end", ["2020", ""])
def test_the_years_of_an_agreement_stay_in_order(secretary, world, end):
    row = factories.AgreementFactory(covenant=world.covenant)
    answer = send(secretary, page(row), end_year=end)
    assert answer.status_code == 200
    assert "Vul beide jaren in, of geen van beide" in answer.content.decode()


def test_a_place_among_the_questions_is_taken_once(secretary, world):
    shared = {"covenant": world.covenant, "milestone_kind": "overview", "text": "Hoe?"}
    first, second = (StandardQuestion.objects.create(position=place, **shared) for place in (1, 2))
    answer = send(secretary, page(second), position=first.position)
    assert answer.status_code == 200
    assert "is al van een andere vraag" in answer.content.decode()


def test_the_place_of_a_question_that_is_asked_is_not_typed(secretary, world):
    step = world.milestone("overview", opens_on="2999-01-01", before="2999-02-01", year=2999)
    factories.QuestionFactory(milestone=step, position=1)
    second = factories.QuestionFactory(milestone=step, position=2)
    send(secretary, page(second), position=1)
    second.refresh_from_db()
    assert second.position == 2


@pytest.mark.parametrize("model", [Village, Term])
def test_a_name_stands_once_in_a_covenant(secretary, world, model):
    field = "name" if model is Village else "term"
    model.objects.create(covenant=world.covenant, **{field: "Deest"})
    second = model.objects.create(covenant=world.covenant, **{field: "Horssen"})
    if model is Term:
        Term.objects.update(explanation="Uitleg.")
    answer = send(secretary, page(second), **{field: "Deest"})
    assert answer.status_code == 200
    assert "staat er al." in answer.content.decode()


def indicator(world):
    topic = factories.TopicFactory(covenant=world.covenant)
    shared = {"unit": "woningen", "kind": "count", "over_partners": "sum", "over_years": "sum", "name": "Huur"}
    return Indicator.objects.create(covenant=world.covenant, topic=topic, key="huur", **shared)


def measure(client, row, **fields):
    body = {"indicator": row.pk, "year": 2026, "source": "telling"} | fields
    return client.post(reverse("admin:monitoring_measurement_add"), body)


@pytest.mark.parametrize(
    ("text", "value"), [("20.000", "20000"), ("7,5", "7.5"), ("€ 20.000,-", "20000"), ("0", "0"), ("-3", "-3")]
)
def test_a_figure_is_read_as_the_dutch_write_it(secretary, world, text, value):
    assert measure(secretary, indicator(world), value=text).status_code == 302
    row = Measurement.objects.get()
    assert row.value == Decimal(value)
    shown = secretary.get(page(row)).context["adminform"].form["value"]
    assert Decimal(str(row.value)) == Decimal(value)
    assert "." not in str(shown).replace("20.000", "")


@pytest.mark.parametrize("text", ["7.5", "1e5", "1,000", "20,000", "twaalf", "\x00"])
def test_a_figure_that_could_be_another_is_refused(secretary, world, text):
    answer = measure(secretary, indicator(world), value=text)
    assert answer.status_code == 200
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("year", ["99999", "26", "0", "2101"])
def test_a_year_is_a_year(secretary, world, year):
    answer = measure(secretary, indicator(world), value="1", year=year)
    assert answer.status_code == 200
    assert "Vul een jaar in" in answer.content.decode()


def targets(row, *rows):
    body = {"targets-TOTAL_FORMS": len(rows), "targets-INITIAL_FORMS": 0}
    for number, fields in enumerate(rows):
        shared = {"kind": "at_least", "from_year": 2025, "to_year": 2028, "indicator": row.pk} | fields
        body |= {f"targets-{number}-{name}": value for name, value in shared.items()}
    return body


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([{"value": "7.5"}], "geen duidelijk getal"),
        ([{"value": "9", "to_year": 2020}], "ligt niet vóór het eerste"),
        ([{"value": "9", "kind": "between", "value_max": "3"}], "eerst de laagste, dan de hoogste"),
        ([{"value": "9"}, {"value": "10"}], "Dit doel staat er al."),
    ],
)
def test_a_target_is_refused_with_a_sentence(secretary, world, rows, sentence):
    row = indicator(world)
    answer = send(secretary, page(row), **targets(row, *rows))
    assert answer.status_code == 200
    assert sentence in answer.content.decode()
    assert not Target.objects.exists()


def test_a_target_is_read_as_the_dutch_write_it(secretary, world):
    row = indicator(world)
    assert send(secretary, page(row), **targets(row, {"value": "€ 20.000,-"})).status_code == 302
    assert Target.objects.get().value == 20000
    assert send(secretary, page(row), **targets(row, {"value": "9"})).status_code == 200


# Lists


def question(client, **fields):
    shared = {"milestone_kind": "overview", "text": "Hoe?", "answer_kind": "choice", "position": 1}
    return client.post(reverse("admin:calendar_cycle_standardquestion_add"), shared | fields)


def test_the_choices_of_a_question_are_lines(secretary, world):
    body = {"covenant": world.covenant.pk, "choices": " Ja \r\n\r\nNee\nNee\n"}
    assert question(secretary, **body).status_code == 302
    row = StandardQuestion.objects.get()
    assert row.choices == ["Ja", "Nee"]
    assert "Ja\nNee</textarea>" in secretary.get(page(row)).content.decode()


@pytest.mark.parametrize("choices", ["", "5", "Ja\nJa", "Ja\n\x00", "[]"])
def test_a_choice_is_between_two_at_least(secretary, world, choices):
    answer = question(secretary, covenant=world.covenant.pk, choices=choices)
    assert answer.status_code == 200
    assert not StandardQuestion.objects.exists()


def test_choices_that_nobody_is_shown_are_not_kept(secretary, world):
    question(secretary, covenant=world.covenant.pk, choices="Ja\nNee", answer_kind="text")
    assert StandardQuestion.objects.get().choices == []


@pytest.mark.parametrize("value", [5, "Ja", {"a": 1}, [5], [""], ["  "], ["a\x00"], [["a"]], None])
@pytest.mark.parametrize(
    ("model", "name"),
    [(Party, "aliases"), (PartnerGroup, "aliases"), (Village, "parts"), (Question, "choices")],
)
def test_a_list_holds_texts_only(model, name, value):
    with pytest.raises(ValidationError):
        model._meta.get_field(name).clean(value, None)


def test_other_names_of_a_party_are_lines(secretary, world):
    row = world.covenant.parties.get(partner=world.tenants)
    assert send(secretary, page(row), aliases="HBD\nHuurders").status_code == 302
    row.refresh_from_db()
    assert row.aliases == ["HBD", "Huurders"]
