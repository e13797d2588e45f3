"""What is planned, done, measured and shown (domain.md §3)."""

from monitoring.models.accent import Accent
from monitoring.models.attachment import Attachment
from monitoring.models.contribution import Contribution, ContributionEvent
from monitoring.models.indicator import Indicator, Measurement, Target
from monitoring.models.overview import Activity, NoActivity, Overview
from monitoring.models.publication import Publication, PublicationApproval
from monitoring.models.remark import Remark, RemarkRead, RemarkReply
from monitoring.models.result import Result

__all__ = [
    "Accent",
    "Activity",
    "Attachment",
    "Contribution",
    "ContributionEvent",
    "Indicator",
    "Measurement",
    "NoActivity",
    "Overview",
    "Publication",
    "PublicationApproval",
    "Remark",
    "RemarkRead",
    "RemarkReply",
    "Result",
    "Target",
]
