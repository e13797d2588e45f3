"""What the page of the questions shows: those that will be asked, per kind of partner, and what may be done."""

from collections.abc import Sequence
from dataclasses import dataclass

from agreements.models import Partner
from calendar_cycle import asking, last_year
from calendar_cycle.kinds import OF_PARTIES
from calendar_cycle.models import Milestone
from calendar_cycle.models.question import QuestionText
from druten.accounts.models import User

KINDS = tuple(OF_PARTIES)
PLURAL: dict[str, str] = {
    Partner.Kind.MUNICIPALITY: "gemeenten",
    Partner.Kind.CORPORATION: "corporaties",
    Partner.Kind.TENANTS: "huurdersorganisaties",
}


@dataclass(frozen=True)
class Asked:
    """One question in the list."""

    question: QuestionText
    for_whom: str
    is_first: bool
    is_last: bool

    @property
    def answer(self) -> str:
        return self.question.get_answer_kind_display()  # type: ignore[attr-defined,no-any-return]


@dataclass(frozen=True)
class Kind:
    """One kind of partner, and how many questions it gets."""

    key: str
    name: str
    number: int


@dataclass(frozen=True)
class Page:
    """The questions of one step, with what may be done now and why not."""

    rows: list[Asked]
    kinds: list[Kind]
    has_begun: bool
    is_opened: bool
    fixed: str
    why_not_settled: str
    may_release: bool
    request: Milestone | None


def coming(milestone: Milestone) -> Sequence[QuestionText]:
    """The questions with which the step opens: until someone changes them, those of last year."""
    own = list(milestone.questions.order_by("position"))
    if milestone.questions_edited_at or milestone.questions_sent_at or milestone.has_opened():
        return own
    return last_year.of(milestone) or own


def of(milestone: Milestone, user: User) -> Page:
    """The page for one member of the working group (an administrator only reads it)."""
    rows = coming(milestone)
    last = len(rows) - 1
    return Page(
        rows=[
            Asked(row, PLURAL.get(row.partner_kind, "alle partners"), place == 0, place == last)
            for place, row in enumerate(rows)
        ],
        kinds=[_kind(key, rows) for key in asking.KINDS],
        has_begun=milestone.questions_edited_at is not None,
        is_opened=milestone.has_opened(),
        fixed=asking.why_fixed(milestone, user),
        why_not_settled=asking.why_not_settled(milestone, user),
        may_release=not asking.why_not_released(milestone, user),
        request=last_year.request_of(milestone),
    )


def _kind(key: str, rows: Sequence[QuestionText]) -> Kind:
    return Kind(key, PLURAL[key], len([row for row in rows if row.partner_kind in ("", key)]))
