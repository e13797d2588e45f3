"""One's own name and address."""

from django import forms

from agreements.forms import HouseForm, HouseModelForm
from druten.accounts.models import User


class NameForm(HouseModelForm):
    class Meta:
        model = User
        fields = ("name",)
        labels = {"name": "Uw naam"}
        help_texts = {"name": "Zo zien anderen u."}
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}
        error_messages = {"name": {"required": "Vul uw naam in. Zo weten anderen wie u bent."}}

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.fields["name"].required = True


class AddressForm(HouseForm):
    email = forms.EmailField(
        label="Uw nieuwe e-mailadres",
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": "Vul uw nieuwe e-mailadres in.",
            "invalid": "Dit is geen e-mailadres. Schrijf het zo: naam@organisatie.nl.",
        },
    )
