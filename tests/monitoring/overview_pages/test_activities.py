"""An activity is added, changed and dropped on a page of its own."""

import pytest

from monitoring import serving
from monitoring.models import Activity, Indicator, Overview
from tests import factories
from tests.monitoring.overview_pages import BASE, typed

pytestmark = pytest.mark.django_db


def test_it_shows_the_task_list(as_editor, assignment, agreement):
    page = as_editor.get(BASE).content.decode()
    assert "1 als trekker" in page
    assert "1 juli 2026" in page
    assert agreement.title in page


def test_reading_it_writes_nothing(as_editor, assignment):
    for path in ("", "activiteit/", "niets-te-melden/", "vragen/", "controleren/", "aanbod/"):
        assert as_editor.get(BASE + path).status_code == 200, path
    assert not Overview.objects.exists()
    assignment.refresh_from_db()
    assert assignment.state == "todo"


def test_an_activity_is_added_and_starts_the_assignment(as_editor, assignment, agreement):
    answer = as_editor.post(BASE + "activiteit/", typed(agreement, budget="20.000"))
    assert answer.status_code == 302
    activity = Activity.objects.get()
    assert (activity.code, activity.budget) == ("WW-2027-1", 20000)
    assert list(activity.agreements.all()) == [agreement]
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


def test_a_link_of_an_agreement_ticks_it(as_editor, assignment, agreement):
    page = as_editor.get(f"{BASE}activiteit/?afspraak={agreement.code}")
    assert page.context["form"].initial["agreements"] == [agreement.pk]


def test_it_is_changed(as_editor, activity, agreement):
    answer = as_editor.post(
        f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Anders", version=activity.version)
    )
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert activity.title == "Anders"


def test_the_second_of_two_keeps_the_own_words(as_editor, activity, agreement):
    seen = activity.version
    Activity.objects.filter(pk=activity.pk).update(title="Zonnepanelen op Deest", version=seen + 1)
    answer = as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Van mij", version=seen))
    page = answer.content.decode()
    assert "Een collega heeft dit intussen veranderd" in page
    assert "Van mij" in page
    activity.refresh_from_db()
    assert activity.title == "Zonnepanelen op Deest"
    fresh = answer.context["form"].data["version"]
    assert (
        as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Van mij", version=fresh)).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "x" * 10_000}, "200"),
        ({"title": "    "}, "Schrijf op wat u gaat doen."),
        ({"title": "a\x00b"}, "Null"),
        ({"text": "x" * 10_001}, "10000"),
        ({"first_quarter": "4", "last_quarter": "1"}, "ligt vóór het eerste"),
        ({"budget": "-5"}, "0 of hoger"),
        ({"budget": "7.5"}, "geen duidelijk getal"),
        ({"planned_quantity": "-1"}, "0 of hoger"),
        ({"agreements": []}, "minstens één afspraak of ambitie"),
        ({"first_quarter": "5"}, "5"),
    ],
)
def test_what_is_wrong_is_said_and_kept(as_editor, assignment, agreement, wrong, sentence):
    answer = as_editor.post(BASE + "activiteit/", typed(agreement, **wrong))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "<title>Fout: " in page
    assert sentence in page
    assert not Activity.objects.exists()


def test_a_corporation_is_asked_for_an_ambition_when_its_agreement_has_none(as_editor, assignment, agreement):
    ambition = factories.AmbitionFactory(topic=agreement.topic)
    answer = as_editor.post(BASE + "activiteit/", typed(agreement))
    assert answer.context["form"].errors == {"ambitions": [serving.NO_AMBITION]}
    assert not Activity.objects.exists()
    assert as_editor.post(BASE + "activiteit/", typed(agreement, ambitions=[ambition.pk])).status_code == 302
    agreement.ambitions.add(ambition)
    assert as_editor.post(BASE + "activiteit/", typed(agreement, title="Nog een")).status_code == 302
    assert Activity.objects.count() == 2


def test_the_list_says_of_each_activity_what_it_still_lacks(as_editor, activity, agreement):
    assert "compleet" in as_editor.get(BASE + "activiteiten/").content.decode()
    ambition = factories.AmbitionFactory(topic=agreement.topic)
    page = as_editor.get(BASE + "activiteiten/").content.decode()
    assert "ambitie ontbreekt" in page
    assert "compleet" not in page
    assert "nog niet af" in as_editor.get(BASE).content.decode()
    activity.agreements.clear()
    assert "afspraak ontbreekt" in as_editor.get(BASE + "activiteiten/").content.decode()
    activity.ambitions.add(ambition)
    assert "compleet" in as_editor.get(BASE + "activiteiten/").content.decode()


def test_an_activity_at_an_agreement_says_which_ambitions_that_serves(as_editor, assignment, agreement):
    agreement.ambitions.add(factories.AmbitionFactory(topic=agreement.topic, text="Passend wonen"))
    page = as_editor.get(f"{BASE}activiteit/?afspraak={agreement.code}").content.decode()
    assert "Daarmee werkt u aan: “Passend wonen”." in page


def test_the_longest_text_is_kept_whole(as_editor, assignment, agreement):
    as_editor.post(BASE + "activiteit/", typed(agreement, text="x" * 10_000))
    assert len(Activity.objects.get().text) == 10_000


def test_markup_is_shown_as_text(as_editor, assignment, agreement):
    as_editor.post(BASE + "activiteit/", typed(agreement, title="<script>alert(1)</script>"))
    for path in ("", "controleren/"):
        page = as_editor.get(BASE + path).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert" in page


@pytest.mark.parametrize("name", ["agreements", "ambitions", "accents", "villages", "indicator", "continues"])
def test_nothing_of_another_covenant_is_taken(as_editor, world, elsewhere, assignment, agreement, name):
    foreign_agreement = factories.AgreementFactory(covenant=elsewhere.covenant, led_by=[elsewhere.corporation])
    there = elsewhere.assignment(milestone=elsewhere.milestone(subject_year=2026))
    foreign = {
        "agreements": foreign_agreement.pk,
        "ambitions": factories.AmbitionFactory(topic=foreign_agreement.topic).pk,
        "accents": elsewhere.milestone("accents").accents.create(year=2027, title="Daar").pk,
        "villages": elsewhere.covenant.villages.create(name="Daar").pk,
        "indicator": elsewhere.covenant.indicators.create(
            key="daar",
            topic=foreign_agreement.topic,
            name="Daar",
            unit="x",
            kind="count",
            over_partners="sum",
            over_years="sum",
        ).pk,
        "continues": factories.ActivityFactory(overview=there.overview).pk,
    }[name]
    here = world.covenant
    here.villages.create(name="Hier")
    as_editor.post(BASE + "activiteit/", typed(agreement, **{name: [foreign]}))
    for row in Activity.objects.filter(covenant=here):
        assert not row.villages.filter(pk=foreign).exists()
        assert foreign_agreement not in row.agreements.all()
        assert not row.ambitions.exists()
        assert not row.accents.exists()
        assert row.indicator is None
        assert row.continues is None


def test_an_activity_of_another_overview_is_not_found(as_editor, world, elsewhere, assignment):
    other = factories.ActivityFactory(overview=elsewhere.assignment().overview)
    beside = factories.ActivityFactory(overview=world.assignment(partner=world.other).overview)
    for row in (other, beside):
        for path in (f"activiteit/{row.pk}/", f"activiteit/{row.pk}/vervallen/", f"hulpvraag/{row.pk}/"):
            assert as_editor.get(BASE + path).status_code == 404
            assert as_editor.post(BASE + path).status_code == 404


def test_an_activity_is_dropped_after_asking(as_editor, activity):
    assert as_editor.get(f"{BASE}activiteit/{activity.pk}/vervallen/").status_code == 200
    as_editor.post(f"{BASE}activiteit/{activity.pk}/vervallen/")
    assert not Activity.objects.exists()


def test_the_next_one_is_begun_at_once_and_knows_where_one_came_from(as_editor, assignment, agreement):
    answer = as_editor.post(BASE + "activiteit/", typed(agreement, nog="1", stap="afspraken"), follow=True)
    page = answer.content.decode()
    assert Activity.objects.get().title in page
    form = answer.context["form"]
    assert form.instance.pk is None
    assert form.fields["title"].widget.attrs["autofocus"]
    assert answer.context["step"] == f"{BASE}afspraken/"
    assert "autofocus" not in as_editor.get(BASE + "activiteit/").content.decode()


def test_what_was_saved_by_itself_is_followed_by_a_new_one_too(as_editor, activity, agreement):
    data = typed(agreement, version=activity.version, nog="1")
    answer = as_editor.post(f"{BASE}activiteit/{activity.pk}/", data)
    assert answer.url == f"{BASE}activiteit/?stap=activiteiten&nog=1"


def test_what_we_take_part_in_stands_apart_from_the_others(client, world, agreement):
    factories.AssignmentFactory(milestone=world.milestone(), partner=world.tenants)
    other = factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation])
    client.force_login(world.tenants_submitter)
    form = client.get(BASE.replace("woonstichting", "huurders") + "activiteit/").context["form"]
    groups = {name: [key for key, _ in rows] for name, rows in form.fields["agreements"].choices}
    assert groups == {"Waaraan wij meedoen": [agreement.pk], "Andere afspraken": [other.pk]}


def test_what_is_seldom_filled_in_is_folded_until_it_says_something(as_editor, activity, agreement):
    folded = '<details class="choices mb-3">'
    indicator = Indicator.objects.create(
        covenant=agreement.covenant, key="huizen", name="Huizen", topic=agreement.topic
    )
    assert folded in as_editor.get(BASE + "activiteit/").content.decode()
    answer = as_editor.get(f"{BASE}activiteit/{activity.pk}/")
    page = answer.content.decode()
    assert folded in page
    # Folded or hidden, each field is there: what a form carries along unseen tells that a colleague was first.
    assert [name for name in answer.context["form"].fields if f'name="{name}"' not in page] == []
    Activity.objects.filter(pk=activity.pk).update(indicator=indicator)
    page = as_editor.get(f"{BASE}activiteit/{activity.pk}/").content.decode()
    assert '<details class="choices mb-3" open>' in page
    wrong = as_editor.post(BASE + "activiteit/", typed(agreement, indicator="x"))
    assert '<details class="choices mb-3" open>' in wrong.content.decode()


def test_at_the_step_of_asking_one_asks(as_editor, activity):
    page = as_editor.get(BASE + "hulp/").content.decode()
    assert f"{BASE}hulpvraag/{activity.pk}/?stap=hulp" in page
    activity.delete()
    assert f"{BASE}activiteit/?stap=hulp" in as_editor.get(BASE + "hulp/").content.decode()


def test_from_the_check_one_changes_an_activity_and_comes_back(as_editor, world, activity, agreement):
    page = as_editor.get(BASE + "controleren/").content.decode()
    assert f"{BASE}activiteit/{activity.pk}/?stap=controleren" in page
    data = typed(agreement, version=activity.version, stap="controleren")
    assert as_editor.post(f"{BASE}activiteit/{activity.pk}/", data).url == f"{BASE}controleren/"
    activity.overview.assignment.perform("submit", by=world.submitter)
    assert "?stap=controleren" not in as_editor.get(BASE + "controleren/").content.decode()


def test_the_last_answer_leads_to_the_check(as_editor, activity, world):
    question = factories.QuestionFactory(milestone=world.milestone(), text="Wat wilt u?", required=True)
    assert as_editor.post(BASE + "vragen/", {}).url == BASE
    answer = as_editor.post(BASE + "vragen/", {f"question_{question.pk}": "Meer."})
    assert answer.url == f"{BASE}controleren/"


@pytest.mark.parametrize(
    ("step", "place"), [("afspraken", "afspraken/#afspraak-{}"), ("activiteiten", "activiteiten/")]
)
def test_one_goes_on_at_the_agreement_in_the_list_that_one_came_from(as_editor, assignment, agreement, step, place):
    answer = as_editor.post(BASE + "activiteit/", typed(agreement, stap=step))
    assert answer["Location"] == BASE + place.format(agreement.code)
    assert f'id="afspraak-{agreement.code}"' in as_editor.get(f"{BASE}afspraken/").content.decode()
