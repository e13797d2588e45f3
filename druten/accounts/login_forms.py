"""Allauth's forms at the door, with a sentence for a field that was left empty."""

from typing import Any

from allauth.account.forms import LoginForm, RequestLoginCodeForm, ResetPasswordForm

ADDRESS, PASSWORD = "Vul uw e-mailadres in.", "Vul uw wachtwoord in."


class Login(LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].error_messages["required"] = ADDRESS
        self.fields["password"].error_messages["required"] = PASSWORD


class RequestCode(RequestLoginCodeForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = ADDRESS


class ResetPassword(ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].error_messages["required"] = ADDRESS
