"""Every address of the project, as every role, with GET and POST: what each gets.

`doors.csv` is the table, read and kept by people; `python -m pytest tests/druten/test_doors.py` holds it.
A line is: address, method, then a status for each role. An address that is not in it fails the test.
"""

import csv
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from unittest import mock

from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core import signing
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from agreements.models import Covenant, Invitation, Membership, Party, StandIn
from calendar_cycle import moves
from calendar_cycle.models import Assignment, Mail, Milestone, MilestoneMove, Question
from calendar_cycle.news import switching_off
from calendar_cycle.people import inviting
from druten import clock
from druten.accounts import new_address
from monitoring import bundling
from monitoring.models import (
    Accent,
    Activity,
    Attachment,
    Contribution,
    Indicator,
    Measurement,
    Publication,
    Remark,
    Result,
)
from monitoring.overviews import OverviewContent
from tests import factories
from tests.world import World, make_world, moment

TABLE = Path(__file__).with_name("doors.csv")
ROLES = (
    "anonymous",
    "reader",
    "editor",
    "submitter",
    "other_submitter",
    "secretary",
    "second_secretary",
    "board",
    "administrator",
    "stranger",
    "foreign_secretary",
)
NOW = moment(2026, 6, 25)
CALENDAR_KEY = "geheim-van-de-indiener"
INVITED = "geheim-van-de-uitnodiging"


def addresses() -> list[str]:
    """Every route of the project, as it is written in the urls."""
    return sorted(set(_walk(get_resolver().url_patterns)))


def _walk(patterns: list[Any], before: str = "") -> Iterator[str]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern):
            yield route


def make_doors_world() -> World:
    """A world in which every address has something behind it."""
    world = make_world()
    elsewhere = make_world("elders-2025-2028")
    world.people |= {"stranger": elsewhere.submitter, "foreign_secretary": elsewhere.secretary}
    agreement = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-01", led_by=[world.corporation], joined_by=[world.municipality]
    )
    steps = {kind: world.milestone(kind) for kind in ("overview", "results", "accents", "alignment", "bundle")}
    steps["evaluation_input"] = world.milestone("evaluation_input")
    for kind in ("results_request", "evaluation", "closing"):
        world.milestone(kind)
    # The calendar went round: what has opened was announced, and its questions stand.
    Milestone.objects.filter(opens_on__lte=NOW.date()).update(announced_on=NOW.date())
    steps["overview"].distributions.create(number=1, pdf=b"%PDF-1.7")
    factories.QuestionFactory(milestone=steps["overview"])
    assignment = world.assignment(milestone=steps["overview"], state="in_progress")
    overview = factories.OverviewFactory(assignment=assignment)
    activity = factories.ActivityFactory(overview=overview, agreements=[agreement], code="WW-2027-1")
    factories.ContributionFactory(activity=activity, partner=world.other, state="promised")
    for state in ("concept", "declined"):
        factories.ContributionFactory(activity=activity, partner=world.other, state=state)
    theirs = world.assignment(world.other, milestone=steps["overview"], state="submitted")
    factories.ActivityFactory(overview=theirs.overview, agreements=[agreement], code="BS-2027-1")
    theirs.submissions.create(number=1, content=OverviewContent().freeze(theirs), accepted_at=NOW)
    factories.QuestionFactory(milestone=steps["evaluation_input"])
    world.plain(state="in_progress")
    results = world.assignment(milestone=steps["results"], state="in_progress")
    Result.objects.create(assignment=results, agreement=agreement)
    joined = factories.AgreementFactory(
        covenant=world.covenant, code="1.1-02", led_by=[world.municipality], joined_by=[world.corporation]
    )
    Result.objects.create(assignment=results, agreement=joined, state="done")
    indicator = Indicator.objects.create(
        covenant=world.covenant,
        key="huizen",
        topic=agreement.topic,
        name="Huizen",
        unit="huizen",
        kind="count",
        over_partners="sum",
        over_years="sum",
    )
    Measurement.objects.create(indicator=indicator, year=2025, value=3)
    Accent.objects.create(milestone=steps["accents"], year=2027, title="Ouderen")
    factories.AttachmentFactory(activity=activity)
    for thing in ({"agreement": agreement}, {"activity": activity}):
        factories.RemarkFactory(covenant=world.covenant, by=world.editor, partner=world.corporation, **thing)
    factories.DecisionFactory(meeting=factories.MeetingFactory(covenant=world.covenant))
    assignment.extensions.create(asked_by=world.editor, wished_before=date(2026, 7, 8), reason="Druk.")
    today = clock.today()
    world.submitter.absences.create(stand_in=world.editor, starts_on=today, ends_on=today)
    Mail.objects.create(user=world.submitter, to="a@b.example", subject="Vóór 1 juli 2026", message_id="<1@druten>")
    with mock.patch("secrets.token_urlsafe", return_value=INVITED):
        inviting.invite("nieuw@b.example", "editor", by=world.submitter, partner=world.corporation)
    world.submitter.calendar_key = CALENDAR_KEY
    world.submitter.save()
    moves.propose(
        steps["bundle"],
        by=world.secretary,
        opens_on=date(2026, 11, 1),
        before=date(2026, 12, 8),
        reason="Het bestuur komt later bijeen.",
    )
    content = bundling.as_json(bundling.build(world.covenant, 2027))
    Publication.objects.create(
        covenant=world.covenant,
        kind="overview",
        subject_year=2027,
        version=1,
        content=content,
        sha256=bundling.hash_of(content),
        pdf=b"%PDF-1.7",
    )
    return world


# What stands in an address, by the part of the route in which it stands; the first that fits.
FIRST: tuple[tuple[str, str, type[Model]], ...] = (
    ("bijlagen/<slug:on>/", "pk", Activity),
    ("bijlagen/", "pk", Attachment),
    ("activiteit/", "pk", Activity),
    ("opmerkingen/resultaat/", "pk", Result),
    ("opmerkingen/", "pk", Remark),
    ("hulpvraag/", "activity_pk", Activity),
    ("hulpvragen/", "pk", Contribution),
    ("toezegging/", "pk", Contribution),
    ("vervanger/", "pk", StandIn),
    ("organisatie/uitnodiging/", "pk", Invitation),
    ("organisatie/lid/", "pk", Membership),
    ("tweede-stap/", "pk", Authenticator),
    ("rij/", "pk", Result),
    ("werk/opdracht/", "pk", Assignment),
    ("werk/accent/", "pk", Accent),
    ("werk/verplaatsing/", "pk", MilestoneMove),
    ("werk/partijen/", "pk", Covenant),
    ("werk/overnemen/", "pk", Covenant),
    ("werk/partij/", "pk", Party),
    ("verplaatsen/<int:pk>/akkoord/", "pk", MilestoneMove),
    ("werk/vraag/", "pk", Question),
)
IN_STATE = {"hulpvragen/<int:pk>/veranderen/": "concept", "hulpvragen/<int:pk>/opnieuw/": "declined"}
OF_MILESTONE = {
    "accenten": "accents",
    "afstemming": "alignment",
    "uitvraag": "results_request",
    "publicatie": "bundle",
    "verplaatsen": "overview",
    "vragen": "overview",
    "rondsturen": "overview",
    "evaluatie": "evaluation",
    "afronding": "closing",
    "stap": "accents",
}


def fill(world: World, route: str) -> str:
    """The address of a route, with what this world has behind it."""
    filled = re.sub(r"<\w+:(\w+)>", lambda found: str(_value(world, route, found[1])), route)
    filled = re.sub(r"\^\(\?P<app_label>[^)]*\)/\$", "agreements/", filled)
    filled = re.sub(r"\^password/reset/key/.*", "password/reset/key/1-set/", filled)
    return "/" + filled.replace("(?P<url>.*)$", "bestaat-niet/")


def _value(world: World, route: str, name: str) -> Any:
    if name == "object_id":
        _, app, model, *_ = route.split("/")
        row = apps.get_model(app, model)._default_manager.order_by("pk").first()
        return row.pk if row else 1
    if name == "token":
        return _token(world, route)
    if name == "year":
        return 2025 if "resultaten" in route else 2026 if "inbreng" in route else 2027
    if name == "pk" and "werk/" in route and route.split("/")[2] in OF_MILESTONE:
        return world.milestone(OF_MILESTONE[route.split("/")[2]]).pk
    if name == "pk" and route.endswith("rij/<int:pk>/weg/"):
        return Result.objects.get(agreement__code="1.1-02").pk
    if name.endswith("pk") and (row := _row(world, route, name)):
        return row.pk
    fixed = {
        "covenant": world.covenant.slug,
        "partner": world.corporation.slug,
        "code": "1.1-01",
        "key": CALENDAR_KEY if route.startswith("kalender/") else "huizen",
        "version": 1,
        "deed": _deed(route),
        "kind": "corporation",
        "step": "market",
        "number": 1,
        "on": "activiteit",
        "slug": "eerste-bezoek",
    }
    return fixed[name]


def _token(world: World, route: str) -> str:
    if route.startswith("uitnodiging/"):
        return INVITED
    if "e-mail" in route:
        return signing.dumps([world.submitter.pk, world.submitter.email, "ander@b.example"], salt=new_address.SALT)
    return switching_off.address(world.submitter).rstrip("/").split("/")[-1]


def _row(world: World, route: str, name: str) -> Model | None:
    """What is behind a number in this route."""
    if route in IN_STATE:
        return Contribution.objects.get(state=IN_STATE[route])
    if "aanbod/" in route:
        return Activity.objects.filter(overview__assignment__partner=world.other).order_by("pk").first()
    found = (model for part, key, model in FIRST if part in route and key == name)
    return next((model._default_manager.order_by("pk").first() for model in found), None)


def _deed(route: str) -> str:
    for part, name in (
        ("organisatie", "intrekken"),
        ("verplaatsing", "confirm"),
        ("uitstel", "grant"),
        ("vragen/", "opnieuw"),
        ("vraag/", "omhoog"),
    ):
        if part in route:
            return name
    return "close"


def statuses(world: World, address: str, method: str) -> list[int]:
    """What each role gets; whatever a POST did is undone."""
    return [_status(world, role, address, method) for role in ROLES]


def _status(world: World, role: str, address: str, method: str) -> int:
    client = Client(raise_request_exception=True)
    if role != "anonymous":
        client.force_login(world.people[role])
    with transaction.atomic():
        response = getattr(client, method.lower())(address)
        transaction.set_rollback(True)
    if response.streaming:
        b"".join(response.streaming_content)  # a file that is sent stays open until it was read
    return response.status_code


def read_table() -> dict[tuple[str, str], list[int]]:
    with TABLE.open(encoding="utf-8") as file:
        rows = list(csv.reader(file))
    return {(row[0], row[1]): [int(status) for status in row[2:]] for row in rows[1:]}
