"""The figures: indicators with their targets, and what the working group measured itself."""

from typing import Any

from django.contrib import admin
from django.db import models
from django.forms import BaseInlineFormSet
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupHistoryAdmin, WorkingGroupInline
from agreements.admin.whole_row import WholeRowForm
from druten.accounts.columns import yes_or_no
from monitoring.models import Indicator, Measurement, Target


class TargetsOnce(BaseInlineFormSet):
    """Django compares the rows of one page by their columns, but a rule without a partner is not among those."""

    def clean(self) -> None:
        super().clean()
        seen = set()
        for form in self.forms:
            row = form.instance
            key = (row.partner_id, row.kind, row.from_year, row.to_year)
            if form.has_changed() and not form.errors and key in seen:
                form.add_error(None, "Dit doel staat er al.")
            seen.add(key)


class TargetInline(WorkingGroupInline):
    model = Target
    formset = TargetsOnce
    covenant_path = "indicator__covenant"
    changes = True


class IndicatorForm(WholeRowForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if bool(given.get("topic")) == bool(given.get("agreement")):
            self.add_error("topic", "Kies een onderwerp of een afspraak: precies één van de twee.")
        return given


@admin.register(Indicator)
class IndicatorAdmin(WorkingGroupHistoryAdmin):
    adds = True
    form = IndicatorForm
    inlines = (TargetInline,)
    list_display = ("name", "covenant", "unit", "kind", yes_or_no("from_results", "komt uit de resultaten"))
    list_filter = ("kind", "from_results")
    list_select_related = ("covenant",)
    search_fields = ("name", "key")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        """The covenant and the key of an indicator stand: submissions name them."""
        return ("covenant", "key") if obj else ()


class MeasurementForm(WholeRowForm):
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        share = (given.get("numerator"), given.get("denominator"))
        if given.get("value") is not None and share != (None, None):
            self.add_error("value", "Vul een waarde in, of “zoveel van de zoveel”: niet allebei.")
        elif given.get("value") is None and None in share:
            self.add_error("value", "Vul een waarde in, of “zoveel van de zoveel”.")
        elif share[1] is not None and share[1] <= 0:
            self.add_error("denominator", "Vul een getal in dat hoger is dan 0.")
        return given


@admin.register(Measurement)
class MeasurementAdmin(WorkingGroupHistoryAdmin):
    """Those of the working group only; a partner's come with its results."""

    covenant_path = "indicator__covenant"
    adds = True
    form = MeasurementForm
    fields = ("indicator", "partner", "year", "value", "numerator", "denominator", "source")
    list_display = ("indicator", "partner", "year", "value", "numerator", "denominator", "source")
    list_filter = ("year",)
    list_select_related = ("indicator__covenant", "partner")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).filter(assignment=None)

    def save_model(self, request: HttpRequest, obj: Measurement, form: Any, change: bool) -> None:
        obj.by = request.user  # type: ignore[assignment]
        super().save_model(request, obj, form, change)
