"""What one fills in to invite someone, to end a membership, and to come in."""

from typing import Any

from django import forms
from django.contrib.auth.password_validation import validate_password

from agreements.forms import HouseForm
from agreements.models import Covenant, Membership
from calendar_cycle.people.scope import Scope
from druten import clock
from druten.accounts.models import User

ROLES = (
    (Membership.Role.READER, "Lezer: leest alles van uw organisatie"),
    (Membership.Role.EDITOR, "Invuller: vult ook in"),
    (Membership.Role.SUBMITTER, "Indiener: dient ook in, en nodigt collega’s uit"),
)


class InviteForm(HouseForm):
    """A colleague's address, what the colleague may do, and for which covenant."""

    email = forms.EmailField(
        label="E-mailadres van uw collega",
        error_messages={
            "required": "Vul het e-mailadres van uw collega in.",
            "invalid": "Dit is geen e-mailadres. Schrijf het zo: naam@organisatie.nl.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    role = forms.ChoiceField(
        label="Wat mag uw collega doen?",
        choices=ROLES,
        initial=Membership.Role.EDITOR,
        widget=forms.RadioSelect,
        error_messages={"required": "Kies wat uw collega mag doen.", "invalid_choice": "Kies een van de drie."},
    )
    covenant = forms.ModelChoiceField(
        Covenant.objects.none(),
        label="Voor welke prestatieafspraken?",
        required=False,
        error_messages={
            "required": "Kies voor welke prestatieafspraken.",
            "invalid_choice": "Kies prestatieafspraken uit de lijst.",
        },
    )

    def __init__(self, *args: Any, scope: Scope, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: forms.ModelChoiceField = self.fields["covenant"]  # type: ignore[assignment]
        field.queryset = Covenant.objects.filter(pk__in=[row.pk for row in scope.covenants])
        field.empty_label = "Alle, ook die nog komen" if scope.everywhere else "Kies"
        field.required = not scope.everywhere
        if len(scope.covenants) == 1 and not scope.everywhere:
            field.initial = scope.covenants[0].pk


class EndForm(HouseForm):
    """The last day, and the words that must be said when nobody is left to hand in."""

    last_day = forms.DateField(
        label="Laatste dag",
        required=False,
        help_text="Laat dit leeg, dan stopt het nu meteen.",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d", "%d-%m-%Y"],
        error_messages={"invalid": "Dit is geen datum. Schrijf dag, maand en jaar, bijvoorbeeld 1-9-2026."},
    )
    knows_it_is_the_last = forms.BooleanField(
        label="Ik weet dat er dan niemand meer kan indienen of collega’s kan uitnodigen", required=False
    )

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["last_day"].widget.attrs["min"] = clock.today().isoformat()
        if not is_last:
            del self.fields["knows_it_is_the_last"]


class WelcomeForm(HouseForm):
    """A name, and a password for who wants one."""

    name = forms.CharField(
        label="Uw naam",
        max_length=150,
        help_text="Zo zien anderen u.",
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Vul uw naam in. Zo weten anderen wie u bent."},
    )
    password = forms.CharField(
        label="Kies een wachtwoord",
        required=False,
        strip=False,
        help_text="Twaalf tekens of meer. Een zin is goed te onthouden.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    @property
    def without_password(self) -> bool:
        """True when the button says: no password, a code by mail each time."""
        return "without_password" in self.data

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if self.without_password:
            return given | {"password": ""}
        if not given.get("password"):
            self.add_error("password", "Kies een wachtwoord, of ga verder zonder wachtwoord.")
            return given
        try:
            validate_password(given["password"], User(email=self.email, name=given.get("name", "")))
        except forms.ValidationError as error:
            self.add_error("password", error)
        return given
