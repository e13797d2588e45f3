"""The screens of one partner's overview."""

import pytest
import time_machine
from django.test import Client

from calendar_cycle import workflow
from calendar_cycle.models import Answer, Assignment
from monitoring.models import Activity, Contribution, NoActivity, Overview
from tests import factories
from tests.world import World, moment

pytestmark = pytest.mark.django_db

BASE = "/druten-2025-2028/overzichten/2027/woonstichting-druten/"


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel(moment(2026, 5, 10), tick=False):
        yield


@pytest.fixture
def assignment(world: World) -> Assignment:
    return factories.AssignmentFactory(milestone=world.milestone(), partner=world.corporation)


@pytest.fixture
def agreement(world: World):
    return factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation], joined_by=[world.tenants])


@pytest.fixture
def activity(assignment: Assignment, agreement) -> Activity:
    overview = factories.OverviewFactory(assignment=assignment)
    return factories.ActivityFactory(overview=overview, title="Zonnepanelen", agreements=[agreement])


@pytest.fixture
def as_editor(client: Client, world: World) -> Client:
    client.force_login(world.editor)
    return client


def typed(agreement, **fields):
    return {
        "version": "0",
        "title": "Zonnepanelen",
        "agreements": [agreement.pk],
        "first_quarter": "1",
        "last_quarter": "2",
        **fields,
    }


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
    Activity.objects.get(pk=activity.pk).save()
    answer = as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Van mij", version=seen))
    page = answer.content.decode()
    assert "Een collega heeft dit intussen veranderd" in page
    assert "Van mij" in page
    activity.refresh_from_db()
    assert activity.title == "Zonnepanelen"
    fresh = answer.context["form"].data["version"]
    assert (
        as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Van mij", version=fresh)).status_code
        == 302
    )


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": "x" * 10_000}, "200"),
        ({"title": "    "}, "Dit veld is verplicht"),
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


def test_this_year_nothing_because_is_made_changed_and_taken_back(as_editor, assignment, agreement):
    page = f"{BASE}niet/{agreement.code}/"
    assert as_editor.get(page).status_code == 200
    assert as_editor.post(page, {"why": "later", "text": "In 2028."}).status_code == 302
    row = NoActivity.objects.get()
    as_editor.post(page, {"why": "waiting", "text": "Wacht op de gemeente.", "version": row.version})
    row.refresh_from_db()
    assert row.why == "waiting"
    as_editor.post(page, {"terugnemen": "1"})
    assert not NoActivity.objects.exists()


def test_only_a_trekker_says_why_nothing(as_editor, world, assignment):
    joined = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other], joined_by=[world.corporation])
    assert as_editor.get(f"{BASE}niet/{joined.code}/").status_code == 404


def test_questions_are_answered_on_one_page(as_editor, assignment):
    number = factories.QuestionFactory(milestone=assignment.milestone, answer_kind="number")
    text = factories.QuestionFactory(milestone=assignment.milestone)
    wrong = as_editor.post(BASE + "vragen/", {f"question_{number.pk}": "7.5", f"question_{text.pk}": "Ja"})
    assert "geen duidelijk getal" in wrong.content.decode()
    assert not Answer.objects.exists()
    as_editor.post(BASE + "vragen/", {f"question_{number.pk}": "7,5", f"question_{text.pk}": "Ja"})
    assert sorted(Answer.objects.values_list("text", flat=True)) == ["7,5", "Ja"]


def test_nothing_to_report_is_enough(as_editor, client, world, assignment):
    as_editor.post(BASE + "niets-te-melden/", {"nothing_to_report": "Wij bouwen niet."})
    client.force_login(world.submitter)
    answer = client.post(BASE + "indienen/", follow=True)
    assert "Wat gebeurt er nu?" in answer.content.decode()
    assignment.refresh_from_db()
    assert assignment.state == "submitted"


def test_an_editor_can_not_hand_in(as_editor, activity):
    answer = as_editor.post(BASE + "indienen/")
    assert answer.status_code == 302
    activity.overview.assignment.refresh_from_db()
    assert activity.overview.assignment.state != "submitted"


def test_it_is_taken_back_before_the_deadline(client, world):
    assignment = world.assignment(state="in_progress")
    client.force_login(world.submitter)
    client.post(BASE + "indienen/")
    client.post(BASE + "intrekken/")
    assignment.refresh_from_db()
    assert assignment.state == "in_progress"


def test_past_the_deadline_it_is_read_only_and_says_what_to_do(as_editor, world, activity, agreement):
    with time_machine.travel(moment(2026, 7, 1, 0, 0), tick=False):
        as_editor.force_login(world.editor)
        page = as_editor.get(BASE).content.decode()
        answer = as_editor.post(f"{BASE}activiteit/{activity.pk}/", typed(agreement, title="Te laat"))
    assert "Uitstel vragen" in page
    assert "Activiteit toevoegen" not in page
    assert answer.status_code == 302
    activity.refresh_from_db()
    assert activity.title == "Zonnepanelen"


def test_a_reader_reads_and_changes_nothing(client, world, activity):
    client.force_login(world.reader)
    assert client.get(BASE).status_code == 200
    assert client.get(BASE + "controleren/").status_code == 200
    for path in ("activiteit/", f"activiteit/{activity.pk}/", "vragen/", "niets-te-melden/", "indienen/", "aanbod/"):
        assert client.post(BASE + path).status_code == 404, path


def test_others_see_a_draft_only_as_a_state(client, world, activity):
    for person in (world.tenants_submitter, world.secretary, world.board):
        client.force_login(person)
        page = client.get(BASE).content.decode()
        assert "De stand is" in page
        assert "Zonnepanelen" not in page
        assert client.get(BASE + "controleren/").status_code == 404


def test_others_read_the_hand_in_from_the_day_on(client, world, activity):
    assignment = activity.overview.assignment
    with time_machine.travel(moment(2026, 5, 11), tick=False):
        client.force_login(world.submitter)
        with workflow.editing(assignment, by=world.submitter):
            pass
        client.post(BASE + "indienen/")
    activity.title = "Later veranderd"
    activity.save()
    client.force_login(world.tenants_submitter)
    assert "Zonnepanelen" not in client.get(BASE).content.decode()
    with time_machine.travel(moment(2026, 7, 1), tick=False):
        client.force_login(world.tenants_submitter)
        page = client.get(BASE).content.decode()
    assert "Zonnepanelen" in page
    assert "Later veranderd" not in page


def test_a_stranger_finds_nothing(client, elsewhere, activity):
    client.force_login(elsewhere.submitter)
    for path in ("", "controleren/", "activiteit/", "vragen/"):
        assert client.get(BASE + path).status_code == 404


def test_help_is_asked_as_a_concept_or_at_once(as_editor, world, activity):
    page = f"{BASE}hulpvraag/{activity.pk}/"
    words = {"partner": world.tenants.pk, "text": "Kunt u bewoners uitnodigen?", "by_quarter": "2"}
    assert as_editor.get(page).status_code == 200
    as_editor.post(page, {**words, "later": "1"})
    as_editor.post(page, {**words, "nu": "1"})
    assert sorted(Contribution.objects.values_list("state", flat=True)) == ["concept", "sent"]


def test_nobody_of_another_covenant_is_asked(as_editor, elsewhere, activity):
    answer = as_editor.post(
        f"{BASE}hulpvraag/{activity.pk}/", {"partner": elsewhere.tenants.pk, "text": "Help", "nu": "1"}
    )
    assert answer.status_code == 200
    assert not Contribution.objects.exists()


def test_an_offer_is_made_at_an_agreement_that_another_leads(as_editor, world, elsewhere, assignment):
    there = factories.AgreementFactory(covenant=elsewhere.covenant, led_by=[elsewhere.other])
    here = factories.AgreementFactory(covenant=world.covenant, led_by=[world.other])
    as_editor.post(BASE + "aanbod/", {"agreement": there.pk, "text": "Wij helpen.", "nu": "1"})
    assert not Contribution.objects.exists()
    as_editor.post(BASE + "aanbod/", {"agreement": here.pk, "text": "Wij helpen.", "nu": "1"})
    assert (Contribution.objects.get().partner, Contribution.objects.get().state) == (world.corporation, "sent")


def test_the_short_address_goes_to_the_own_overview(as_editor, assignment):
    assert as_editor.get("/overzichten/", follow=True).redirect_chain[-1][0] == BASE
    assert as_editor.get("/druten-2025-2028/overzichten/?alle").status_code == 200


def test_the_queries_of_the_page_do_not_grow(as_editor, world, activity, django_assert_max_num_queries):
    agreements = [factories.AgreementFactory(covenant=world.covenant, led_by=[world.corporation]) for _ in range(20)]
    for row in agreements:
        factories.ActivityFactory(overview=activity.overview, agreements=[row], code=f"X-{row.code}")
    with django_assert_max_num_queries(20):
        as_editor.get(BASE)
