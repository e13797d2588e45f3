"""Writes the standard questions of a covenant's file."""

from collections import Counter
from typing import Any

from django.db.models import Q

from agreements.models import Covenant
from agreements.tally import Tally
from calendar_cycle.models import StandardQuestion


def load(covenant: Covenant, content: dict[str, Any], tally: Tally) -> None:
    """The questions in the order of the file, numbered within their milestone. What the file no longer
    asks is removed: milestones have copies of their own."""
    last: Counter[str] = Counter()
    for row in content["questions"]:
        kind = row["milestone"]
        last[kind] += 1
        values = {name: row[name] for name in ("text", "help_text", "answer_kind", "choices", "required")}
        values["partner_kind"] = row["partner_kind"] or ""
        tally.put(StandardQuestion, {"covenant": covenant, "milestone_kind": kind, "position": last[kind]}, values)
    asked = Q(pk__in=[])
    for kind, count in last.items():
        asked |= Q(milestone_kind=kind, position__lte=count)
    tally.remove(StandardQuestion.objects.filter(covenant=covenant).exclude(asked))
