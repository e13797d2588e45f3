"""What the people of one partner agree among themselves before they hand in."""

from typing import Any

from agreements.forms import HouseModelForm
from calendar_cycle import approval
from calendar_cycle.models import Assignment, OwnApproval
from druten import clock
from druten.accounts.models import User
from druten.dutch import long_date
from monitoring.forms.fields import DayField, optional, optional_words
from monitoring.forms.merging import MergingRow

FIELDS = ("own_before", "presented_on", "agreed_on", "text")


class OwnApprovalForm(MergingRow, HouseModelForm):
    """An own earlier date, when the own board had it and agreed, and words. Only the own partner reads it."""

    own_before = DayField(label=optional("Eigen datum: klaar vóór"), required=False)
    presented_on = DayField(label=optional("Voorgelegd aan uw bestuur op"), required=False)
    agreed_on = DayField(label=optional("Akkoord op"), required=False)
    text = optional_words("Toelichting", help_text="Bijvoorbeeld wat uw bestuur nog wil weten.")

    class Meta:
        model = OwnApproval
        fields = FIELDS

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        self.assignment = assignment
        super().__init__(*args, **kwargs)
        self.fields["own_before"].help_text = (
            "Invullers en indieners krijgen 7 dagen en 1 dag van tevoren een mail."
            f" De termijn zelf is vóór {long_date(assignment.own_deadline)}."
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        today, own = clock.today(), cleaned.get("own_before")
        if own and own != self.instance.own_before and (no := approval.why_not_own_before(self.assignment, own, today)):
            self.add_error("own_before", no)
        for name in ("presented_on", "agreed_on"):
            day = cleaned.get(name)
            if day and day > today:
                self.add_error(name, f"{long_date(day)} is nog niet geweest. Schrijf het op als het zover is.")
        presented, agreed = cleaned.get("presented_on"), cleaned.get("agreed_on")
        if presented and agreed and agreed < presented:
            self.add_error("agreed_on", f"Dit ligt vóór de dag van voorleggen, {long_date(presented)}. Kijk het na.")
        return cleaned

    def store(self, *, by: User) -> None:
        """Raises NotAllowed, or BothChanged when a colleague wrote something else meanwhile."""
        with approval.writing(self.assignment, by=by) as row:
            self.instance.pk, self.instance._state.adding = row.pk, False  # a colleague may have been first
            self.settle()
            for name in FIELDS:
                setattr(row, name, self.cleaned_data[name])
