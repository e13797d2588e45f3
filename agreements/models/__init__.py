"""What was agreed, by whom, and who may do what (domain.md §3)."""

from agreements.models.agreement import Agreement, Responsibility
from agreements.models.covenant import Covenant
from agreements.models.document import Ambition, Effort, Principle, Term, Theme, Topic, Village
from agreements.models.invitation import Invitation
from agreements.models.meeting import Decision, Meeting
from agreements.models.membership import CovenantRole, Membership, StandIn
from agreements.models.partner import Partner, PartnerGroup, Party

__all__ = [
    "Agreement",
    "Ambition",
    "Covenant",
    "CovenantRole",
    "Decision",
    "Effort",
    "Invitation",
    "Meeting",
    "Membership",
    "Partner",
    "PartnerGroup",
    "Party",
    "Principle",
    "Responsibility",
    "StandIn",
    "Term",
    "Theme",
    "Topic",
    "Village",
]
