"""Small believable rows: one covenant 2025–2028 with its parties; people by role."""

from datetime import date
from typing import Any

import factory
from factory.django import DjangoModelFactory

from agreements.models import (
    Agreement,
    Ambition,
    Covenant,
    CovenantRole,
    Decision,
    Meeting,
    Membership,
    Partner,
    Party,
    Responsibility,
    Theme,
    Topic,
)
from calendar_cycle.models import Assignment, Cycle, Milestone, Question
from druten import clock
from druten.accounts.models import User
from monitoring.models import Activity, Attachment, Contribution, Overview, Remark
from tests import second_factor


class UserFactory(DjangoModelFactory):
    class Meta:
        model = User
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"persoon{n}@test.example")
    name = factory.Sequence(lambda n: f"Persoon {n}")
    password = factory.django.Password("druten-demo")

    @factory.post_generation
    def factor(self, create: bool, extracted: bool | None, **_: Any) -> None:
        """An administrator has a second factor, unless `factor=False`."""
        if create and (self.is_superuser if extracted is None else extracted):
            second_factor.give(self)


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"partner-{n}")
    name = factory.LazyAttribute(lambda it: it.slug.replace("-", " ").title())
    short_name = factory.SelfAttribute("name")
    kind = "corporation"


class CovenantFactory(DjangoModelFactory):
    class Meta:
        model = Covenant

    slug = factory.Sequence(lambda n: f"gemeente-{n}-2025-2028")
    title = factory.Sequence(lambda n: f"Prestatieafspraken Gemeente {n}")
    municipality = factory.SubFactory(PartnerFactory, kind="municipality")
    start_year = 2025
    end_year = 2028
    signed_on = date(2024, 12, 12)
    state = "running"


class PartyFactory(DjangoModelFactory):
    class Meta:
        model = Party

    covenant = factory.SubFactory(CovenantFactory)
    partner = factory.SubFactory(PartnerFactory)
    code = factory.Sequence(lambda n: f"P{n}")
    signed = True


class MembershipFactory(DjangoModelFactory):
    class Meta:
        model = Membership

    user = factory.SubFactory(UserFactory)
    partner = factory.SubFactory(PartnerFactory)
    covenant = None
    role = "submitter"


class CovenantRoleFactory(DjangoModelFactory):
    class Meta:
        model = CovenantRole
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    covenant = factory.SubFactory(CovenantFactory)
    role = "working_group"

    @factory.post_generation
    def factor(self, create: bool, extracted: bool | None, **_: Any) -> None:
        """Who is in the working group has a second factor, unless `factor=False`."""
        if create and (self.role == "working_group" if extracted is None else extracted):
            second_factor.give(self.user)


class ThemeFactory(DjangoModelFactory):
    class Meta:
        model = Theme
        django_get_or_create = ("covenant", "number")

    covenant = factory.SubFactory(CovenantFactory)
    number = 1
    title = "Woningbouw"


class TopicFactory(DjangoModelFactory):
    class Meta:
        model = Topic
        django_get_or_create = ("covenant", "number")

    covenant = factory.SubFactory(CovenantFactory)
    theme = factory.SubFactory(ThemeFactory, covenant=factory.SelfAttribute("..covenant"))
    number = "1.1"
    position = 1
    title = "Nieuwbouw"


class AmbitionFactory(DjangoModelFactory):
    class Meta:
        model = Ambition

    topic = factory.SubFactory(TopicFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = "Genoeg huizen in elke kern."


class AgreementFactory(DjangoModelFactory):
    class Meta:
        model = Agreement
        skip_postgeneration_save = True

    covenant = factory.SubFactory(CovenantFactory)
    topic = factory.SubFactory(TopicFactory, covenant=factory.SelfAttribute("..covenant"))
    code = factory.Sequence(lambda n: f"1.1-{n + 1:02d}")
    title = factory.Sequence(lambda n: f"Afspraak {n + 1}")
    text = "Wij bouwen huizen."
    trekker = "Woonwaarts"
    start_year = 2025
    end_year = 2028

    @factory.post_generation
    def led_by(self, create: bool, extracted: Any, **_: Any) -> None:
        for partner in extracted or []:
            Responsibility.objects.create(agreement=self, partner=partner, role="trekker")

    @factory.post_generation
    def joined_by(self, create: bool, extracted: Any, **_: Any) -> None:
        for partner in extracted or []:
            Responsibility.objects.create(agreement=self, partner=partner, role="betrokkene")


class CycleFactory(DjangoModelFactory):
    class Meta:
        model = Cycle
        django_get_or_create = ("covenant", "year")

    covenant = factory.SubFactory(CovenantFactory)
    year = 2026


class MilestoneFactory(DjangoModelFactory):
    """The overview of 2027, unless told otherwise."""

    class Meta:
        model = Milestone

    cycle = factory.SubFactory(CycleFactory)
    kind = "overview"
    subject_year = 2027
    opens_on = date(2026, 4, 1)
    before = date(2026, 7, 1)


class QuestionFactory(DjangoModelFactory):
    class Meta:
        model = Question

    milestone = factory.SubFactory(MilestoneFactory)
    text = factory.Sequence(lambda n: f"Vraag {n + 1}?")
    position = factory.Sequence(lambda n: n + 1)


class AssignmentFactory(DjangoModelFactory):
    class Meta:
        model = Assignment

    milestone = factory.SubFactory(MilestoneFactory)
    partner = factory.SubFactory(PartnerFactory)


class OverviewFactory(DjangoModelFactory):
    class Meta:
        model = Overview
        django_get_or_create = ("assignment",)

    assignment = factory.SubFactory(AssignmentFactory)


class ActivityFactory(DjangoModelFactory):
    class Meta:
        model = Activity
        skip_postgeneration_save = True

    overview = factory.SubFactory(OverviewFactory)
    covenant = factory.LazyAttribute(lambda it: it.overview.covenant)
    code = factory.Sequence(lambda n: f"WW-2027-{n + 1}")
    title = factory.Sequence(lambda n: f"Activiteit {n + 1}")

    @factory.post_generation
    def agreements(self, create: bool, extracted: Any, **_: Any) -> None:
        self.agreements.set(extracted or [])


class ContributionFactory(DjangoModelFactory):
    class Meta:
        model = Contribution

    activity = factory.SubFactory(ActivityFactory)
    overview = factory.SelfAttribute("activity.overview")
    partner = factory.SubFactory(PartnerFactory, kind="tenants")
    origin = "asked"
    text = "Kunt u bewoners uitnodigen?"


class AttachmentFactory(DjangoModelFactory):
    """A file of a few signs at an activity."""

    class Meta:
        model = Attachment

    activity = factory.SubFactory(ActivityFactory)
    assignment = factory.LazyAttribute(lambda it: it.activity.overview.assignment)
    file = factory.django.FileField(data=b"%PDF-1.7 %%EOF", filename="offerte.pdf")
    name = "offerte.pdf"
    kind = "pdf"
    size = 14
    sha256 = factory.Sequence(lambda n: f"{n:064x}")


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    covenant = factory.SubFactory(CovenantFactory)
    text = "Kan dit eerder?"
    visibility = "all"
    moved_at = factory.SelfAttribute("at")
    at = factory.LazyFunction(clock.now)


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    covenant = factory.SubFactory(CovenantFactory)
    kind = "board"
    held_on = date(2026, 3, 20)


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory)
    number = factory.Sequence(lambda n: n + 1)
    text = "Zo besloten."
