"""Asking, offering and answering."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.html import format_html
from django.utils.safestring import SafeString

from agreements.forms import HouseForm, HouseModelForm, SeenField
from agreements.models import Agreement, Partner
from agreements.succession import Succession
from calendar_cycle.models import Assignment
from calendar_cycle.workflow import NotAllowed
from druten import clock
from monitoring import contribution_load, contribution_making, contribution_tying
from monitoring.contribution_guards import A_REPLY, why_not_asked
from monitoring.contribution_load import Load
from monitoring.forms.fields import optional, words
from monitoring.forms.merging import MergingRow
from monitoring.models import Activity, Contribution
from monitoring.progress import Due

_QUARTERS = [("", "Maakt niet uit"), *Activity.Quarter.choices]
_WHO = "Van wie heeft u iets nodig?"


class _Quarter(forms.TypedChoiceField):
    def __init__(self) -> None:
        super().__init__(
            label=optional("Uiterlijk in"), choices=_QUARTERS, coerce=int, empty_value=None, required=False
        )


class _PartnerField(forms.ModelChoiceField):
    """The other parties, each with how much is asked of it already: that is read before anything is typed."""

    def __init__(self) -> None:
        none, missing = Partner.objects.none(), "Kies van wie u iets nodig heeft."
        super().__init__(
            none, label=_WHO, widget=forms.RadioSelect, empty_label=None, error_messages={"required": missing}
        )

    def of(self, assignment: Assignment) -> None:
        """The parties of its covenant, other than its own partner."""
        covenant, self._year = assignment.covenant, assignment.milestone.subject_year or 0
        self._succession = Succession.on(covenant, clock.today())
        self._loads = contribution_load.of(covenant, self._year, self._succession)
        rows = Partner.objects.filter(parties__covenant=covenant).exclude(pk=assignment.partner_id)
        self.queryset = rows.order_by("name")

    def label_from_instance(self, partner: Partner) -> SafeString:  # type: ignore[override]
        if partner.pk in self._succession.days:
            return format_html('{} <span class="soft">(doet niet meer mee)</span>', partner)
        load = self._loads.get(partner.pk, Load())
        said = load.in_words(self._year)
        if contribution_load.weighs(partner, load):
            more = "Dit zijn vrijwilligers: vraag alleen wat echt nodig is."
            return format_html('{} <strong class="load">{}. {}</strong>', partner, said, more)
        return format_html('{} <span class="load soft">{}.</span>', partner, said)

    def clean(self, value: Any) -> Any:
        partner = super().clean(value)
        if partner is not None and (refused := why_not_asked(partner, self._succession)):
            raise forms.ValidationError(refused)
        return partner


class _Wish(HouseForm):
    text = words("", missing="Schrijf op wat het is.")
    by_quarter = _Quarter()


class AskForm(_Wish):
    """What we need from another partner of this covenant, at our own activity."""

    partner = _PartnerField()
    field_order = ("partner", "text", "by_quarter")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["partner"].of(assignment)  # type: ignore[attr-defined]
        self.fields["text"].label = "Wat heeft u nodig?"


class OfferForm(_Wish):
    """What we offer to others, at an agreement that another leads."""

    agreement = forms.ModelChoiceField(Agreement.objects.none(), label="Bij welke afspraak?", empty_label="Kies")
    field_order = ("agreement", "text", "by_quarter")

    def __init__(self, *args: Any, assignment: Assignment, due: list[Due], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [
            row.agreement.pk for row in due if any(partner.pk != assignment.partner_id for partner in row.trekkers)
        ]
        rows = Agreement.objects.filter(pk__in=others, covenant=assignment.covenant)
        self.fields["agreement"].queryset = rows.order_by("topic__position", "code")  # type: ignore[attr-defined]
        self.fields["text"].label = "Wat biedt u aan?"


class OfferAtForm(_Wish):
    """What we offer to another at an activity of theirs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].label = "Wat biedt u aan?"


class ConceptForm(MergingRow, HouseModelForm):
    """What is asked or offered, until it is sent."""

    partner = _PartnerField()
    text = words("", missing="Schrijf op wat het is.")
    by_quarter = _Quarter()
    field_order = ("partner", "text", "by_quarter")

    class Meta:
        model = Contribution
        fields = ("partner", "text", "by_quarter")

    def __init__(self, *args: Any, assignment: Assignment, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = self.instance.origin == Contribution.Origin.ASKED
        self.fields["text"].label = "Wat heeft u nodig?" if asked else "Wat biedt u aan?"
        if asked:
            self.fields["partner"].of(assignment)  # type: ignore[attr-defined]
        else:
            del self.fields["partner"]
        self.show_seen()

    def store(self) -> None:
        """Saves it; within `workflow.editing`.

        Raises:
            NotAllowed: it was sent or thrown away meanwhile.
        """
        present = Contribution.objects.select_for_update().filter(pk=self.instance.pk).first()
        if present is None:
            raise NotAllowed("Een collega heeft dit intussen weggehaald.")
        if why_not := contribution_making.why_no_concept(present):
            raise NotAllowed(why_not)
        self.settle()
        self.save()


class AgainForm(_Wish):
    """The same request or offer in other words; a request may go to another partner."""

    partner = _PartnerField()
    version = SeenField()
    field_order = ("partner", "text", "by_quarter")

    def __init__(self, data: Any = None, *, contribution: Contribution) -> None:
        names = ("partner", "text", "by_quarter", "version")
        super().__init__(data, initial={name: getattr(contribution, name) for name in names})
        asked = contribution.origin == Contribution.Origin.ASKED
        self.fields["text"].label = "Wat heeft u nodig?" if asked else "Wat biedt u aan?"
        if asked:
            self.fields["partner"].of(contribution.overview.assignment)  # type: ignore[attr-defined]
        else:
            del self.fields["partner"]


class Seen(HouseForm):
    """A deed carries what its reader saw."""

    version = SeenField()

    def renew(self, version: int) -> None:
        """The reader has been told what stands there now: the next deed is done knowingly."""
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("version")] = str(version)
        self.data = data


class AnswerForm(Seen):
    """Promise, promise partly or decline."""

    deed = forms.ChoiceField(
        label="Wat is uw antwoord?",
        choices=[
            ("promise", "Wij doen dit"),
            ("promise_partly", "Wij doen een deel"),
            ("decline", "Wij doen dit niet"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Kies uw antwoord."},
    )
    message = words(
        "Toelichting",
        required=False,
        help_text="Doet u een deel? Schrijf wat u wel doet. Doet u het niet? Schrijf waarom niet. Anders mag dit leeg"
        " blijven.",
    )
    left_out = words("Wat doet u niet?", required=False, help_text="Alleen als u een deel doet.")
    as_activity = forms.BooleanField(
        label="Zet dit ook als activiteit in ons overzicht; wij kijken het daar na", required=False
    )

    def __init__(self, *args: Any, may_take_up: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_take_up:
            del self.fields["as_activity"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        deed = cleaned.get("deed")
        if deed == "promise_partly":
            self._ask("message", "Schrijf wat u wel doet. De andere partner leest dit.")
            self._ask("left_out", "Schrijf wat u niet doet. De andere partner leest dit.")
        elif deed == "decline":
            self._ask("message", "Schrijf erbij waarom niet. De andere partner leest dit.")
        if deed in ("promise", "decline") and cleaned.get("left_out"):
            self.add_error("left_out", "Dit hoort bij “Wij doen een deel”. Kies dat, of maak dit veld leeg.")
        if deed == "decline" and cleaned.get("as_activity"):
            self.add_error("as_activity", "U doet dit niet. Haal het vinkje weg, of kies een ander antwoord.")
        return cleaned

    def _ask(self, name: str, why: str) -> None:
        if name not in self.errors and not self.cleaned_data.get(name):
            self.add_error(name, why)


class _OwnActivityField(forms.ModelChoiceField):
    """Those that serve the agreement say so."""

    def label_from_instance(self, activity: Any) -> str:  # type: ignore[override]
        return f"{activity} (hoort bij deze afspraak)" if activity.serves_it else str(activity)


class TieForm(Seen):
    """At which activity of our own an offer belongs."""

    activity = _OwnActivityField(
        Activity.objects.none(),
        label="Bij welke activiteit van u hoort dit aanbod?",
        required=False,
        empty_label=contribution_tying.AT_NONE,
        error_messages={"invalid_choice": "Kies een activiteit uit de lijst. Deze is er niet, of gaat niet meer door."},
    )

    def __init__(self, *args: Any, choices: QuerySet[Activity], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["activity"].queryset = choices  # type: ignore[attr-defined]


class ReplyForm(Seen):
    """What the one who promised says of the judgement."""

    reply = words("Uw reactie", missing=A_REPLY)
