"""Approval within the partner on its page, and what stays in sight on every step."""

from datetime import date

import pytest

from calendar_cycle import approval, workflow
from calendar_cycle.models import Assignment, OwnApproval
from monitoring.models import Activity
from tests import factories
from tests.monitoring.overview_pages import BASE, typed

pytestmark = pytest.mark.django_db
PAGE = BASE + "akkoord/"


@pytest.fixture
def begun(world, activity) -> Assignment:
    assignment = activity.overview.assignment
    with workflow.editing(assignment, by=world.editor):
        pass
    return assignment


def test_dates_and_words_are_written_down_and_shown(as_editor, assignment):
    words = {"own_before": "2026-06-20", "presented_on": "2026-05-08", "agreed_on": "", "text": "Nog een vraag."}
    assert as_editor.post(PAGE, words).status_code == 302
    row = OwnApproval.objects.get()
    assert (row.own_before, row.own_before_since) == (date(2026, 6, 20), date(2026, 5, 10))
    overview = as_editor.get(BASE).content.decode()
    assert "Eigen datum: vóór 20 juni 2026. Voorgelegd aan bestuur op 8 mei 2026" in overview


@pytest.mark.parametrize(
    ("field", "value", "why"),
    [
        ("own_before", "2026-05-10", "is al voorbij"),
        ("own_before", "2026-07-01", "Kies een dag vóór 1 juli 2026"),
        ("own_before", "morgen", "Dit is geen datum"),
        ("presented_on", "2026-05-11", "is nog niet geweest"),
        ("agreed_on", "2026-05-11", "is nog niet geweest"),
    ],
)
def test_a_day_that_can_not_be_is_refused_at_its_field(as_editor, assignment, field, value, why):
    page = as_editor.post(PAGE, {field: value}).content.decode()
    assert why in page
    assert not OwnApproval.objects.exists()


def test_the_summary_of_faults_names_the_field_without_what_may_stay_empty(as_editor, assignment):
    page = as_editor.post(PAGE, {"own_before": "morgen"}).content.decode()
    assert ">Eigen datum: klaar vóór: Dit is geen datum." in page


def test_agreed_before_presented_is_refused(as_editor, assignment):
    page = as_editor.post(PAGE, {"presented_on": "2026-05-08", "agreed_on": "2026-05-07"}).content.decode()
    assert "Dit ligt vóór de dag van voorleggen, 8 mei 2026" in page


def test_a_passed_own_date_does_not_stand_in_the_way_of_the_rest(as_editor, assignment):
    OwnApproval.objects.create(assignment=assignment, own_before=date(2026, 5, 1))
    assert as_editor.post(PAGE, {"own_before": "2026-05-01", "agreed_on": "2026-05-09"}).status_code == 302
    assert OwnApproval.objects.get().agreed_on == date(2026, 5, 9)


def test_two_people_at_once_lose_nothing(as_editor, assignment):
    page = as_editor.get(PAGE)
    sent = {name: page.context["form"][name].value() or "" for name in ("seen", "version")}
    as_editor.post(PAGE, {**sent, "text": "Van de eerste."})
    answer = as_editor.post(PAGE, {**sent, "text": "Van de tweede."}).content.decode()
    assert "Van de eerste." in answer
    assert "Van de tweede." in answer
    assert OwnApproval.objects.get().text == "Van de eerste."


def test_an_editor_says_that_it_is_ready_and_the_submitter_sees_it(as_editor, client, world, begun):
    answer = as_editor.post(PAGE + "klaar/", follow=True).content.decode()
    assert "Het staat klaar om in te dienen." in answer
    client.force_login(world.submitter)
    assert "Lees het na en dien het in" in client.get(BASE).content.decode()
    home = client.get("/").content.decode()
    assert "Klaar om in te dienen: Activiteitenoverzicht 2027" in home
    assert f"{BASE}controleren/" in home
    client.force_login(world.editor)
    assert "Klaar om in te dienen:" not in client.get("/").content.decode()


def test_what_is_missing_is_said_instead(as_editor, assignment):
    with workflow.editing(assignment, by=as_editor_of(assignment)):
        pass
    answer = as_editor.post(PAGE + "klaar/", follow=True).content.decode()
    assert "Klaarzetten kan nog niet. Dit ontbreekt:" in answer
    assert not OwnApproval.objects.filter(ready_at__isnull=False).exists()


def test_its_page_says_what_is_missing_with_a_link(as_editor, assignment):
    with workflow.editing(assignment, by=as_editor_of(assignment)):
        pass
    page = as_editor.get(PAGE).content.decode()
    assert f'{BASE}activiteit/">Er staat nog niets' in page
    assert "Klaarzetten om in te dienen" not in page


def test_handed_in_it_is_read_only_and_offers_no_draft(client, world, begun):
    client.force_login(world.submitter)
    assert "concept.pdf" in client.get(PAGE).content.decode()
    client.post(BASE + "indienen/")
    page = client.get(PAGE).content.decode()
    assert "Dit is al ingediend of gesloten." in page
    assert "concept.pdf" not in page
    assert "<textarea" not in page


def as_editor_of(assignment: Assignment):
    return assignment.partner.memberships.get(role="editor").user


def test_editing_after_it_takes_it_back_and_says_so(as_editor, world, begun, agreement):
    approval.set_ready(begun, by=world.editor)
    row = Activity.objects.get()
    answer = as_editor.post(
        f"{BASE}activiteit/{row.pk}/", typed(agreement, title="Anders", version=row.version), follow=True
    )
    assert "daarom staat het niet meer klaar" in answer.content.decode()
    assert "Dit stond klaar om in te dienen" in as_editor.get(BASE).content.decode()


def test_saving_by_itself_says_so_too(as_editor, world, begun, agreement):
    approval.set_ready(begun, by=world.editor)
    row = Activity.objects.get()
    answer = as_editor.post(
        f"{BASE}activiteit/{row.pk}/", typed(agreement, version=row.version), headers={"X-Autosave": "1"}
    )
    assert "daarom staat het niet meer klaar" in answer.json()["said"]


def test_it_is_taken_back_by_hand(as_editor, world, begun):
    approval.set_ready(begun, by=world.editor)
    as_editor.post(PAGE + "klaar/", {"terug": "1"})
    assert not OwnApproval.objects.filter(ready_at__isnull=False).exists()


@pytest.mark.parametrize("role", ["secretary", "other_submitter", "tenants_submitter", "board", "administrator"])
def test_others_see_nothing_of_it(client, world, begun, role):
    approval.set_ready(begun, by=world.editor)
    OwnApproval.objects.update(own_before=date(2026, 6, 20), text="Geheim van het bestuur", agreed_on=date(2026, 5, 9))
    client.force_login(world.people[role])
    for path in ("akkoord/", "concept.pdf"):
        assert client.get(BASE + path).status_code == 404
    assert client.post(PAGE + "klaar/").status_code == 404
    for path in (BASE, "/", "/admin/calendar_cycle/mail/", f"/admin/werk/opdracht/{begun.pk}/", BASE + "verloop/"):
        page = client.get(path, follow=True).content.decode()
        for secret in ("klaar om in te dienen", "Klaar om in te dienen", "20 juni 2026", "Geheim van het bestuur"):
            assert secret not in page, path


def test_a_reader_reads_it_and_changes_nothing(client, world, begun):
    OwnApproval.objects.create(assignment=begun, own_before=date(2026, 6, 20))
    client.force_login(world.reader)
    page = client.get(PAGE).content.decode()
    assert "vóór 20 juni 2026" in page
    assert "<textarea" not in page
    assert client.post(PAGE, {"text": "x"}).status_code == 404
    assert client.post(PAGE + "klaar/").status_code == 404


STEPS = ("accenten/", "afspraken/", "activiteiten/", "hulp/", "vragen/")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_what_is_missing_with_a_link(as_editor, assignment, step):
    page = as_editor.get(BASE + step).content.decode()
    assert "Dit ontbreekt nog" in page
    assert f'{BASE}activiteit/">Er staat nog niets' in page
    assert "Zo lezen anderen het" in page


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_when_nothing_is_missing(as_editor, begun, step):
    page = as_editor.get(BASE + step).content.decode()
    assert "Er ontbreekt niets in uw overzicht." in page
    assert "Dit ontbreekt nog" not in page


def test_the_task_list_does_not_say_that_something_is_missing_when_nothing_is(as_editor, begun):
    page = as_editor.get(BASE).content.decode()
    assert "Er ontbreekt niets." in page
    assert "Dit ontbreekt nog" not in page


def test_a_return_stays_in_sight_on_every_page(as_editor, world, activity, agreement):
    assignment = activity.overview.assignment
    Assignment.objects.filter(pk=assignment.pk).update(state="returned", answer_before=date(2026, 7, 10))
    assignment.events.create(kind="return_for_changes", actor=world.secretary, message="Graag nog één getal.")
    forms = (f"activiteit/{activity.pk}/", "activiteit/", f"niet/{agreement.code}/", "niets-te-melden/", "vragen/")
    for path in ("", *STEPS, *forms, "controleren/"):
        page = as_editor.get(BASE + path).content.decode()
        assert page.count("Graag nog één getal.") == 1, path
        assert "teruggegeven" in page, path


def test_an_activity_for_an_agreement_has_its_link_and_villages(as_editor, world, assignment, agreement):
    from agreements.models import Village

    here, other = (Village.objects.create(covenant=world.covenant, name=name) for name in ("Deest", "Horssen"))
    agreement.villages.add(here)
    answer = as_editor.get(f"{BASE}activiteit/?afspraak={agreement.code}")
    form = answer.context["form"]
    assert (form["agreements"].value(), form["villages"].value()) == ([agreement.pk], [here.pk])
    assert "van 2025 tot en met 2028" in answer.content.decode()
    assert other.pk not in form["villages"].value()


def test_who_works_for_two_partners_goes_to_the_same_step_of_the_other(as_editor, world, begun):
    assert "Ook van u" not in as_editor.get(BASE + "activiteiten/").content.decode()
    world.assignment(world.other)
    factories.MembershipFactory(user=world.editor, partner=world.other, role="reader")
    page = as_editor.get(BASE + "activiteiten/").content.decode()
    assert f'href="{BASE.replace("woonstichting", "bouwstichting")}activiteiten/">{world.other.name}</a>' in page
    home = as_editor.get("/").content.decode()
    assert f"{world.other.name}, Prestatieafspraken Druten" in home
    assert f"{world.corporation.name}, Prestatieafspraken Druten" in home


def test_who_works_in_two_municipalities_goes_to_the_other_with_its_name(as_editor, world, elsewhere, begun):
    elsewhere.assignment()
    factories.MembershipFactory(user=world.editor, partner=elsewhere.corporation)
    page = as_editor.get(BASE).content.decode()
    assert f">{elsewhere.corporation.name}, {elsewhere.covenant.title}</a>" in page
    there = elsewhere.assignment_of(elsewhere.corporation)
    assert f'href="{there.get_absolute_url()}"' in page


@pytest.mark.parametrize("step", ["", "afspraken/", "controleren/"])
def test_who_works_for_two_partners_takes_no_more_queries(
    as_editor, world, begun, agreement, step, django_assert_max_num_queries
):
    with django_assert_max_num_queries(15) as one:
        as_editor.get(BASE + step)
    world.assignment(world.other)
    factories.MembershipFactory(user=world.editor, partner=world.other)
    with django_assert_max_num_queries(15) as two:
        assert "Ook van u" in as_editor.get(BASE + step).content.decode()
    assert len(one) == len(two)
