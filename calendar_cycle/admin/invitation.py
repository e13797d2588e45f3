"""Invitations of the working group and of administrators: for roles, and for the first submitter of a partner."""

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from agreements.admin.base import WorkingGroupAdmin
from agreements.admin.whole_row import WholeRowForm
from agreements.models import Invitation
from agreements.models.invitation import FOR_A_COVENANT
from calendar_cycle.people import inviting
from calendar_cycle.workflow import NotAllowed
from druten.accounts.asking import AsksBeforeChanging
from druten.accounts.models import User

FIELDS = ("email", "role", "partner", "covenant")


class InvitationForm(WholeRowForm):
    """What one fills in; the deed itself says what may not."""

    by: User

    class Meta:
        model = Invitation
        fields = FIELDS

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
            try:
                inviting.check(**{name: given[name] for name in FIELDS}, by=self.by)
            except NotAllowed as refusal:
                self.add_error(None, refusal.reason)
        return given


@admin.register(Invitation)
class InvitationAdmin(AsksBeforeChanging, WorkingGroupAdmin):
    """Adding one sends it; afterwards it can be sent again or withdrawn."""

    form = InvitationForm
    adds: ClassVar[bool] = True
    changes: ClassVar[bool] = False
    list_display = ("email", "stand", "role", "partner", "covenant", "invited_by", "sent_at")
    list_filter = ("role", "covenant")
    list_select_related = ("partner", "covenant", "invited_by")
    search_fields = ("email",)
    actions = ("send_again", "withdraw")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return (
            FIELDS if obj is None else (*FIELDS, "invited_by", "sent_at", "expires_at", "accepted_at", "withdrawn_at")
        )

    @admin.display(description="stand")
    def stand(self, row: Invitation) -> str:
        if row.accepted_at:
            return "aangenomen"
        if row.withdrawn_at:
            return "ingetrokken"
        return "verlopen" if row.is_expired() else "verstuurd"

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change=change, **kwargs)
        form.by = request.user
        return form

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Stored and mailed by the deed; the row that the admin goes on with is that one."""
        made = inviting.invite(**{name: form.cleaned_data[name] for name in FIELDS}, by=request.user)  # type: ignore[arg-type]
        obj.__dict__.update(made.__dict__)

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        try:
            return super().add_view(request, form_url, extra_context)
        except NotAllowed as refusal:  # someone else invited the same person a moment earlier
            messages.error(request, refusal.reason)
            return redirect("admin:agreements_invitation_changelist")

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
