"""Allauth's forms of the second factor, with labels that say what to fill in."""

from typing import Any

from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms

CODE = "Code uit uw app"
OR_SPARE = "Zes cijfers uit uw app, of een van uw reservecodes."
NAME = "Naam van deze passkey"


def _code(field: forms.Field, help_text: str) -> None:
    field.label, field.help_text = CODE, help_text
    field.widget.attrs.update({"inputmode": "numeric", "autocomplete": "one-time-code", "placeholder": ""})


class Activate(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], "Zes cijfers. Na een halve minuut komt er een nieuwe.")


class Authenticate(AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], OR_SPARE)


class Reauthenticate(ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], OR_SPARE)


class AddPasskey(AddWebAuthnForm):
    """As a second factor only: logging in starts with the address."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
        self.fields["name"].help_text = "Bijvoorbeeld: telefoon. Zo herkent u hem later."
        self.fields["name"].max_length = 60


class EditPasskey(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = NAME
