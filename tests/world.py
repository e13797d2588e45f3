"""A small covenant with everybody in it, for tests that need roles (not the whole of Druten)."""

from dataclasses import dataclass, field
from datetime import date, datetime
from types import SimpleNamespace
from typing import Any
from zoneinfo import ZoneInfo

from agreements.models import Covenant, Partner
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Milestone
from druten.accounts.models import User
from tests import factories

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def moment(
    year: int, month: int, day: int, hour: int = 12, minute: int = 0, second: int = 0, micro: int = 0
) -> datetime:
    """A moment on the clock of Amsterdam."""
    return datetime(year, month, day, hour, minute, second, micro, tzinfo=AMSTERDAM)


@dataclass
class World:
    """Parties `municipality`, `corporation`, `other`, `tenants`; people by role."""

    covenant: Covenant
    municipality: Partner
    corporation: Partner
    other: Partner
    tenants: Partner
    people: dict[str, User] = field(default_factory=dict)

    def __getattr__(self, name: str) -> Any:
        people = self.__dict__.get("people", {})
        if name in people:
            return people[name]
        raise AttributeError(name)

    def assignment(
        self, partner: Partner | None = None, milestone: Milestone | None = None, **fields: Any
    ) -> Assignment:
        """The overview 2027 of the corporation, unless told otherwise; ready to be handed in."""
        step = milestone or self.milestone()
        assignment = factories.AssignmentFactory(milestone=step, partner=partner or self.corporation, **fields)
        if step.kind == MilestoneKind.OVERVIEW:
            factories.OverviewFactory(assignment=assignment, nothing_to_report="Dit jaar niets.")
        return assignment

    def plain(self, partner: Partner | None = None, **fields: Any) -> Assignment:
        """A share with questions only, open in the same months: for what has nothing to do with content."""
        return self.assignment(partner, self.milestone("evaluation_input"), **fields)

    def assignment_of(self, partner: Partner, kind: str = "overview") -> Assignment:
        """The one that is there."""
        return Assignment.objects.get(partner=partner, milestone__kind=kind, milestone__cycle__covenant=self.covenant)

    def milestone(self, kind: str = "overview", **fields: Any) -> Milestone:
        dates = {
            "overview": {"subject_year": 2027, "opens_on": date(2026, 4, 1), "before": date(2026, 7, 1), "year": 2026},
            "results": {"subject_year": 2025, "opens_on": date(2025, 12, 1), "before": date(2026, 3, 1), "year": 2026},
            "accents": {"subject_year": 2027, "opens_on": date(2026, 1, 1), "before": date(2026, 4, 1), "year": 2026},
            "alignment": {"subject_year": 2027, "opens_on": date(2026, 8, 1), "before": date(2026, 9, 1), "year": 2026},
            "bundle": {"subject_year": 2027, "opens_on": date(2026, 11, 1), "before": date(2026, 12, 1), "year": 2026},
            "results_request": {
                "subject_year": 2025,
                "opens_on": date(2025, 12, 1),
                "before": date(2026, 1, 1),
                "year": 2025,
            },
            "evaluation": {
                "subject_year": None,
                "opens_on": date(2026, 1, 1),
                "before": date(2026, 7, 1),
                "year": 2026,
            },
            "closing": {"subject_year": None, "opens_on": date(2029, 1, 1), "before": date(2029, 4, 1), "year": 2029},
            "evaluation_input": {
                "subject_year": None,
                "opens_on": date(2026, 4, 1),
                "before": date(2026, 7, 1),
                "year": 2026,
            },
        }[kind] | fields
        year = dates.pop("year")
        cycle = factories.CycleFactory(covenant=self.covenant, year=year)
        found = Milestone.objects.filter(cycle=cycle, kind=kind).first()
        return found or factories.MilestoneFactory(cycle=cycle, kind=kind, **dates)


def make_world(slug: str = "druten-2025-2028") -> World:
    """A covenant with four parties; of the corporation a submitter, editor and reader; of each other
    party a submitter; two in the working group of different partners; a board member; an administrator;
    and a stranger in a covenant of another municipality."""
    name = slug.split("-")[0]
    municipality = factories.PartnerFactory(slug=f"gemeente-{name}", kind="municipality")
    covenant = factories.CovenantFactory(
        slug=slug, title=f"Prestatieafspraken {name.title()}", municipality=municipality
    )
    partners = SimpleNamespace(
        municipality=municipality,
        corporation=factories.PartnerFactory(slug=f"woonstichting-{name}", kind="corporation"),
        other=factories.PartnerFactory(slug=f"bouwstichting-{name}", kind="corporation"),
        tenants=factories.PartnerFactory(slug=f"huurders-{name}", kind="tenants"),
    )
    codes = {"municipality": "GM", "corporation": "WW", "other": "BS", "tenants": "HB"}
    for key, partner in vars(partners).items():
        factories.PartyFactory(covenant=covenant, partner=partner, code=codes[key])
    world = World(covenant, **vars(partners))
    for role in ("submitter", "editor", "reader"):
        world.people[role] = _member(f"{role}@{name}.example", world.corporation, role)
    for key in ("municipality", "other", "tenants"):
        world.people[f"{key}_submitter"] = _member(f"{key}@{name}.example", getattr(world, key), "submitter")
    world.people["secretary"] = _member(f"werkgroep@{name}.example", world.municipality, "reader")
    world.people["second_secretary"] = _member(f"werkgroep2@{name}.example", world.corporation, "reader")
    for key in ("secretary", "second_secretary"):
        factories.CovenantRoleFactory(user=world.people[key], covenant=covenant, role="working_group")
    world.people["board"] = factories.UserFactory(email=f"bestuur@{name}.example")
    factories.CovenantRoleFactory(user=world.people["board"], covenant=covenant, role="board")
    world.people["administrator"] = factories.UserFactory(
        email=f"beheer@{name}.example", is_superuser=True, is_staff=True
    )
    return world


def _member(email: str, partner: Partner, role: str) -> User:
    user = factories.UserFactory(email=email)
    factories.MembershipFactory(user=user, partner=partner, role=role)
    return user
