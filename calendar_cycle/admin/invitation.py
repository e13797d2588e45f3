"""Invitations of the working group and of administrators: for roles, and for the first submitter of a partner."""

from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest

from agreements.admin.base import WorkingGroupAdmin
from agreements.admin.whole_row import WholeRowForm
from agreements.models import Invitation, Partner
from agreements.models.invitation import FOR_A_COVENANT
from calendar_cycle.people import inviting
from calendar_cycle.workflow import NotAllowed
from druten.accounts.asking import AsksBeforeChanging


class InvitationForm(WholeRowForm):
    """What one fills in; the deed itself says what may not."""

    class Meta:
        model = Invitation
        fields = ("email", "role", "partner", "covenant")

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        role, partner, covenant = (given.get(name) for name in ("role", "partner", "covenant"))
        if role in FOR_A_COVENANT and partner:
            self.add_error("partner", "Deze rol is niet van een partner. Laat dit leeg.")
        elif role in FOR_A_COVENANT and not covenant and "covenant" not in self.errors:
            self.add_error("covenant", "Kies voor welke prestatieafspraken.")
        elif role and role not in FOR_A_COVENANT and not partner and "partner" not in self.errors:
            self.add_error("partner", "Kies voor welke partner.")
        elif role and not self.errors:
            self._send(given)
        return given

    def _send(self, given: dict[str, Any]) -> None:
        """Sent while it is checked: a refusal then stands in the form, and nothing is stored twice."""
        try:
            self.sent = inviting.invite(**{name: given[name] for name in self._meta.fields}, by=self.by)
        except NotAllowed as refusal:
            self.add_error(None, forms.ValidationError(refusal.reason))

    def _post_clean(self) -> None:
        """The row is made by the deed."""
        if hasattr(self, "sent"):
            self.instance = self.sent


@admin.register(Invitation)
class InvitationAdmin(AsksBeforeChanging, WorkingGroupAdmin):
    """Adding one sends it; afterwards it can be sent again or withdrawn."""

    form = InvitationForm
    adds: ClassVar[bool] = True
    changes: ClassVar[bool] = False
    list_display = ("email", "role", "partner", "covenant", "invited_by", "sent_at", "expires_at", "stand")
    list_filter = ("role", "covenant")
    list_select_related = ("partner", "covenant", "invited_by")
    search_fields = ("email",)
    actions: ClassVar = ("send_again", "withdraw")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        own = ("email", "role", "partner", "covenant")
        return own if obj is None else (*own, "invited_by", "sent_at", "expires_at", "accepted_at", "withdrawn_at")

    @admin.display(description="stand")
    def stand(self, row: Invitation) -> str:
        if row.accepted_at:
            return "aangenomen"
        if row.withdrawn_at:
            return "ingetrokken"
        return "verlopen" if row.is_expired() else "verstuurd"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user  # type: ignore[attr-defined]
        return form

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """The working group invites for the partners that take part in what it runs."""
        if db_field.name == "partner" and not request.user.is_superuser:  # type: ignore[union-attr]
            runs = [row.pk for row in request.access.covenants if row.in_working_group]  # type: ignore[attr-defined]
            kwargs["queryset"] = Partner.objects.filter(parties__covenant__in=runs).distinct()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """It is stored and sent already."""

    @admin.action(description="Stuur nog een keer")
    def send_again(self, request: HttpRequest, rows: "QuerySet[Invitation]") -> None:
        self._each(request, rows, inviting.send_again, "opnieuw verstuurd")

    @admin.action(description="Trek in")
    def withdraw(self, request: HttpRequest, rows: "QuerySet[Invitation]") -> None:
        self._each(request, rows, inviting.withdraw, "ingetrokken")

    def _each(self, request: HttpRequest, rows: "QuerySet[Invitation]", do: Any, done: str) -> None:
        for row in rows:
            try:
                do(row, by=request.user)
                messages.success(request, f"{row.email}: {done}.")
            except NotAllowed as refusal:
                messages.error(request, f"{row.email}: {refusal.reason}")
