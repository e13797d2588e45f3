"""All agreements of a covenant, with a filter in the address."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from agreements import agreement_list
from agreements.forms import HouseForm
from agreements.models import Covenant, Partner, Responsibility, Theme, Village


class FilterForm(HouseForm):
    """What to look for; every field may stay empty."""

    woorden = forms.CharField(label="Woorden", required=False, max_length=200)
    partner = forms.ModelChoiceField(
        label="Partner",
        required=False,
        queryset=Partner.objects.none(),
        to_field_name="slug",
        empty_label="Alle partners",
    )
    rol = forms.ChoiceField(
        label="Rol van die partner",
        required=False,
        choices=[("", "Trekker of betrokkene"), *((it.value, it.label.capitalize()) for it in Responsibility.Role)],
    )
    jaar = forms.TypedChoiceField(label="Geldt in", required=False, coerce=int, empty_value=None)
    kern = forms.ChoiceField(label="Genoemde kern", required=False)
    thema = forms.TypedChoiceField(label="Thema", required=False, coerce=int, empty_value=None)

    def __init__(self, data: Any, covenant: Covenant) -> None:
        super().__init__(data)
        partners = Partner.objects.filter(parties__covenant=covenant).order_by("parties__pk")
        self.fields["partner"].queryset = partners  # type: ignore[attr-defined]
        self.fields["jaar"].choices = [("", "Alle jaren"), *((year, year) for year in covenant.years)]  # type: ignore[attr-defined]
        themes = Theme.objects.filter(covenant=covenant)
        villages = Village.objects.filter(covenant=covenant).values_list("name", "name")
        self.fields["kern"].choices = [("", "Alle kernen"), *villages]  # type: ignore[attr-defined]
        self.fields["thema"].choices = [("", "Alle thema’s"), *((row.number, str(row)) for row in themes)]  # type: ignore[attr-defined]

    def wanted(self) -> agreement_list.Filter:
        """What is asked for, as far as it could be read."""
        self.is_valid()
        data = self.cleaned_data
        return agreement_list.Filter(
            partner=data.get("partner"),
            role=data.get("rol", ""),
            year=data.get("jaar"),
            theme=data.get("thema"),
            village=data.get("kern", ""),
            words=data.get("woorden", ""),
        )


@login_required
@require_GET
def agreements(request: HttpRequest, covenant: str) -> HttpResponse:
    row = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    form = FilterForm(request.GET, row)
    found = agreement_list.find(row, request.user, form.wanted())
    context = {"covenant": row, "form": form, "found": found, "is_filtered": any(request.GET.values())}
    return render(request, "agreements/agreement_list.html", context)
