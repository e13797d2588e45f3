"""Two people on one form: nothing disappears silently, and who comes second chooses per field.

A form carries, unseen, what its reader saw: a short digest of every field. When it is saved, each field is
one of four: nobody else touched it; both say the same; only the other changed it, and then the other's
stays; or both changed it, and then the reader sees both texts and chooses.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from concurrency.exceptions import RecordModifiedError
from django import forms
from django.db.models import Model
from django.forms.models import model_to_dict

from agreements.forms import SeenField as VersionField
from druten.dutch import number

MINE, THEIRS = "mine", "theirs"
KEEP = "keep_"
NEW = ""
NOT_MERGED = ("seen", "version", "made_with")


class BothChanged(RecordModifiedError):
    """Somebody else changed a field that the reader changed too. Nothing was saved."""


@dataclass(frozen=True)
class Change:
    """Who changed last what is being saved, and when; unknown where nothing tells."""

    by: Any = None
    at: datetime | None = None


class SeenField(forms.CharField):
    """The digests of what the page showed. What can not be read is as if nothing was seen."""

    def __init__(self) -> None:
        super().__init__(widget=forms.HiddenInput, required=False, label="gelezen")

    def clean(self, value: Any) -> dict[str, str]:
        try:
            found = json.loads(super().clean(value) or "{}")
        except (ValueError, RecursionError):
            return {}
        return found if isinstance(found, dict) else {}


class Merging(forms.Form):
    """Mix in before a form. `settle` is called within the lock, just before the form is stored."""

    seen = SeenField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.taken: list[str] = []
        self.taken_from = Change()
        self.both: list[str] = []
        self.before = Change()

    def stored(self) -> Mapping[str, Any]:
        """What is stored now, by the names of the fields. Read afresh."""
        raise NotImplementedError

    def last_change(self) -> Change:
        """Who changed it last, and when: of the whole assignment, unless something nearer tells."""
        return self.before

    @property
    def is_new(self) -> bool:
        """Nothing was stored yet when this form was shown."""
        return False

    @property
    def merged_fields(self) -> list[str]:
        """The fields that somebody types in."""
        return [name for name in self.fields if name not in NOT_MERGED and not name.startswith(KEEP)]

    def show_seen(self) -> None:
        """Call it when all fields are there: the form carries along what it shows."""
        shown = {name: self.get_initial_for_field(self.fields[name], name) for name in self.merged_fields}
        self.fields["seen"].initial = seen(shown, new=self.is_new)

    def settle(self) -> None:
        """Puts together what the reader typed and what others stored meanwhile.

        Raises:
            BothChanged: at a field that both changed the reader has not chosen yet. The form then shows both.
        """
        there, saw = self.stored(), self.cleaned_data.get("seen") or {}
        self.both, theirs = [], []
        for name in [name for name in self.merged_fields if name in there]:
            now, mine = digest(there[name]), digest(self.cleaned_data.get(name))
            if now == mine:
                continue
            if self.data.get(self.add_prefix(KEEP + name)) == THEIRS or mine == saw.get(name) != now:
                theirs.append(name)
            elif now != saw.get(name, NOTHING):
                self.both.append(name)
        self._take(theirs, there)
        if self.both:
            self._ask(there)
            raise BothChanged("changed meanwhile", target=getattr(self, "instance", None))
        if self.taken and not self.is_valid():
            raise BothChanged("changed meanwhile", target=getattr(self, "instance", None))

    def what_was_taken(self) -> str:
        """Which fields a colleague changed meanwhile and stayed so, as one Dutch sentence; empty for none."""
        if not self.taken:
            return ""
        labels = ", ".join(f"“{self.fields[name].label}”" for name in self.taken)
        return f"{self.taken_from.by or 'Een collega'} veranderde intussen ook {labels}. Dat is overgenomen."

    def taken_values(self) -> dict[str, list[str]]:
        """What a colleague left in the fields that stayed so, for a page that stays open."""
        there = self.stored() if self.taken else {}
        return {self.add_prefix(name): raw(self.fields[name], there[name]) for name in self.taken}

    def hidden_now(self) -> dict[str, str]:
        """The hidden fields as they are after storing: for a page that stays open."""
        return {self.add_prefix("seen"): seen(self.stored())}

    def _take(self, names: list[str], there: Mapping[str, Any]) -> None:
        """What only others changed stays as they left it."""
        self.taken = names
        if names:
            # Asked now: once this form is stored, the last change is the reader's own.
            self.taken_from = self.last_change()
            self._put({name: there[name] for name in names})
            self.full_clean()

    def _put(self, values: Mapping[str, Any]) -> None:
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        for name, value in values.items():
            data.setlist(self.add_prefix(name), raw(self.fields[name], value))
            data.pop(self.add_prefix(KEEP + name), None)
        self.data = data

    def _ask(self, there: Mapping[str, Any]) -> None:
        """Both texts are shown, with a choice; whatever the reader then sends is a choice."""
        change = self.last_change()
        saw = dict(self.cleaned_data.get("seen") or {})
        order: list[str] = []
        for name in list(self.fields):
            if name in self.both:
                saw[name] = digest(there[name])
                self.fields[KEEP + name] = self._choice(name, there[name], change)
                order.append(KEEP + name)
            order.append(name)
        self.order_fields(order)
        data: Any = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("seen")] = json.dumps(saw)
        for name in self.both:
            data[self.add_prefix(KEEP + name)] = MINE
        self.data = data

    def _choice(self, name: str, theirs: Any, change: Change) -> forms.ChoiceField:
        who = change.by or "Een collega"
        said = in_words(self.fields[name], theirs)
        other = f"{who} schreef: “{said}”. Dat blijft staan." if said else f"{who} maakte dit leeg. Dat blijft zo."
        return forms.ChoiceField(
            label=f"Welke tekst blijft staan bij “{self.fields[name].label}”?",
            choices=[(MINE, "Wat ik schreef; het staat hieronder"), (THEIRS, other)],
            widget=forms.RadioSelect,
            required=False,
        )


class MergingRow(Merging):
    """The same for a form on one row: `instance`. Where its version is the one that was read, nobody was in between."""

    version = VersionField()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.row.version
        self.show_seen()

    @property
    def is_new(self) -> bool:
        return self.row.pk is None

    @property
    def row(self) -> Any:
        """What is being changed."""
        return self.instance  # type: ignore[attr-defined]

    def present(self) -> Model | None:
        """The row as it is stored now; None when it is not there."""
        return type(self.row)._default_manager.filter(pk=self.row.pk).first() if self.row.pk else None

    def stored(self) -> Mapping[str, Any]:
        row, saw = self.present(), self.cleaned_data.get("seen") or {}
        if row is None and (not saw or NEW in saw):
            return {}
        return model_to_dict(row or type(self.row)(), fields=list(self.fields))

    def last_change(self) -> Change:
        history = getattr(self.row, "history", None)
        if not self.row.pk or history is None:
            return self.before
        last = history.select_related("history_user").order_by("-history_date", "-history_id").first()
        return Change(last.history_user, last.history_date) if last else self.before

    def settle(self) -> None:
        present: Any = self.present()
        chose = any(name.startswith(self.add_prefix(KEEP)) for name in self.data)
        if chose or present is None or present.version != self.cleaned_data.get("version"):
            super().settle()
        if present is not None:
            # Within the lock nobody can be in between; a save outside of it still fails on its version.
            self.row.version = present.version

    def _ask(self, there: Mapping[str, Any]) -> None:
        super()._ask(there)
        present: Any = self.present()
        self.data[self.add_prefix("version")] = str(present.version if present else 0)  # type: ignore[index]

    def hidden_now(self) -> dict[str, str]:
        present: Any = self.present()
        return super().hidden_now() | ({self.add_prefix("version"): str(present.version)} if present else {})


def digest(value: Any) -> str:
    """What a value says, in eight signs: the same for what is stored, shown and typed."""
    return hashlib.sha256(_plain(value).encode()).hexdigest()[:8]


def seen(values: Mapping[str, Any], *, new: bool = False) -> str:
    """The hidden field of a form that shows these values; `new`: they were not stored yet."""
    return json.dumps({name: digest(value) for name, value in values.items()} | ({NEW: "1"} if new else {}))


def raw(field: forms.Field, value: Any) -> list[str]:
    """A stored value as the browser would send it."""
    shown = field.prepare_value(value)
    if isinstance(shown, list | tuple | set):
        return [str(it) for it in shown]
    return [] if shown is None else [str(shown)]


def in_words(field: forms.Field, value: Any) -> str:
    """A stored value as a colleague would read it."""
    chosen = set(raw(field, value))
    if choices := getattr(field, "choices", None):
        return "; ".join(str(word) for key, word in _flat(choices) if str(key) in chosen and str(key))
    return number(value) if isinstance(value, Decimal) else str(value or "")


def _flat(choices: Iterable[Any]) -> Iterable[tuple[Any, Any]]:
    for key, word in choices:
        if isinstance(word, list | tuple):
            yield from word
        else:
            yield key, word


def _plain(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, Model):
        return str(value.pk)
    if isinstance(value, str):
        return "\n".join(line.rstrip() for line in value.strip().splitlines())
    if isinstance(value, Iterable):
        return ",".join(sorted(_plain(it) for it in value))
    return str(value)


NOTHING = digest(None)
