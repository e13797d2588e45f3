"""Writes what a covenant's file says about agreements. Runs inside the transaction of `load_covenant`."""

from typing import Any

from django.db.models import F

from agreements import covenant_file
from agreements.covenant_checks import topics_of
from agreements.models import (
    Agreement,
    Ambition,
    Covenant,
    Effort,
    Partner,
    PartnerGroup,
    Party,
    Principle,
    Responsibility,
    Term,
    Theme,
    Topic,
    Village,
)
from agreements.models.covenant import in_use_since
from agreements.parties import Directory, directory_of, place
from agreements.tally import FileFault, Tally

Content = dict[str, Any]


def load(content: Content, tally: Tally) -> Covenant:
    """The covenant with everything `agreements` holds of it: added, updated, never doubled, nothing removed
    that others may point at. An agreement that a decision ended or replaced stays as it is."""
    partners = {row["slug"]: _partner(row, content["covenant"]["slug"], tally) for row in content["partners"]}
    covenant = _covenant(content["covenant"], partners, tally)
    for row in content["partners"]:
        _party(covenant, row, partners[row["slug"]], tally)
    for row in content["groups"]:
        _group(covenant, row, partners, tally)
    _annex(covenant, content, tally)
    _chapters(covenant, content, tally)
    _name_what_is_gone(covenant, content, tally)
    return covenant


def _partner(row: Content, slug: str, tally: Tally) -> Partner:
    """A partner may be in other covenants too: its kind then stays, and so do its names."""
    known = Partner.objects.filter(slug=row["slug"]).first()
    if known is not None and Party.objects.filter(partner=known).exclude(covenant__slug=slug).exists():
        if known.kind != row["kind"]:
            raise FileFault(
                f"partner '{row['slug']}': staat bij andere prestatieafspraken als {known.get_kind_display()}. "
                "Kies een ander slug, of dezelfde soort."
            )
        return known
    names = {name: row[name] for name in ("name", "short_name", "kind")}
    return tally.put(Partner, {"slug": row["slug"]}, names)


def _covenant(row: Content, partners: dict[str, Partner], tally: Tally) -> Covenant:
    """The covenant itself. It runs once it is signed; a day that the file leaves open stays as it is."""
    known = Covenant.objects.select_for_update().filter(slug=row["slug"]).first()
    values: Content = {name: row[name] for name in ("title", "start_year", "end_year")}
    values["municipality"] = partners[row["municipality"]]
    for name in ("signed_on", "in_use_from"):
        if row[name] is not None or known is None:
            values[name] = covenant_file.as_date(row[name])
    signed_on = values.get("signed_on", known.signed_on if known else None)
    said = values.get("in_use_from", known.in_use_from if known else None)
    values["in_use_from"] = in_use_since(row["start_year"], signed_on, said)
    if row["signed_on"] and (known is None or (known.state == Covenant.State.DRAFT and known.signed_on is None)):
        values["state"] = Covenant.State.RUNNING
    return tally.put(Covenant, {"slug": row["slug"]}, values)


def _party(covenant: Covenant, row: Content, partner: Partner, tally: Tally) -> None:
    values = {name: row[name] for name in ("aliases", "signed", "signatory_function", "code")}
    tally.put(Party, {"covenant": covenant, "partner": partner}, values)


def _group(covenant: Covenant, row: Content, partners: dict[str, Partner], tally: Tally) -> None:
    values = {"aliases": row["aliases"], "kind": row.get("kind", "")}
    group = tally.put(PartnerGroup, {"covenant": covenant, "name": row["name"]}, values)
    group.partners.set([partners[slug] for slug in row.get("partners", [])])


def _annex(covenant: Covenant, content: Content, tally: Tally) -> None:
    for row in content["villages"]:
        tally.put(Village, {"covenant": covenant, "name": row["name"]}, {"parts": row["parts"]})
    for position, row in enumerate(content["principles"], start=1):
        tally.put(Principle, {"covenant": covenant, "position": position}, row)
    for row in content["terms"]:
        tally.put(Term, {"covenant": covenant, "term": row["term"]}, {"explanation": row["explanation"]})


def _chapters(covenant: Covenant, content: Content, tally: Tally) -> None:
    directory = directory_of(covenant)
    wanted = {topic["number"]: position for position, (_, topic) in enumerate(topics_of(content), start=1)}
    _make_room(covenant, wanted)
    for theme_row, row in topics_of(content):
        theme = tally.put(Theme, {"covenant": covenant, "number": theme_row["number"]}, {"title": theme_row["title"]})
        values = {
            "theme": theme,
            "position": wanted[row["number"]],
            "title": row["title"],
            "challenge": row["challenge"],
        }
        topic = tally.put(Topic, {"covenant": covenant, "number": row["number"]}, values)
        for position, text in enumerate(row["ambitions"], start=1):
            tally.put(Ambition, {"topic": topic, "position": position}, {"text": text})
        for number, text in enumerate(row["efforts"], start=1):
            tally.put(Effort, {"topic": topic, "number": number}, {"text": text})
        for agreement in row["agreements"]:
            _agreement(topic, agreement, directory, tally)


def _make_room(covenant: Covenant, wanted: dict[str, int]) -> None:
    """Moves the topics aside when their order changed, for a place is taken once."""
    now = dict(Topic.objects.filter(covenant=covenant).values_list("number", "position"))
    if any(position != wanted.get(number) for number, position in now.items()):
        Topic.objects.filter(covenant=covenant, position__lt=1000).update(position=F("position") + 1000)


def _agreement(topic: Topic, row: Content, directory: Directory[Partner], tally: Tally) -> None:
    known = Agreement.objects.filter(covenant=topic.covenant, code=row["code"]).first()
    if known is not None and (known.closed_by_id or known.replaced_by.exists()):
        tally.left_alone.append(
            f"afspraak {known.code} is door een besluit beëindigd of vervangen en blijft zoals hij is"
        )
        return
    columns = ("effort_note", "title", "text", "note", "trekker", "betrokkenen", "uitvoering", "recurrence")
    values: Content = {name: row[name] for name in (*columns, "start_year", "end_year")}
    values |= {"topic": topic, "effort": topic.efforts.filter(number=row["effort"]).first()}
    before = (sum(tally.added.values()), sum(tally.changed.values()))
    agreement = tally.put(Agreement, {"covenant": topic.covenant, "code": row["code"]}, values)
    touched = _relations(agreement, row) | _responsibilities(agreement, row, directory)
    if touched and before == (sum(tally.added.values()), sum(tally.changed.values())):
        tally.note_change(agreement)


def _relations(agreement: Agreement, row: Content) -> bool:
    """Its villages and ambitions; True when one changed."""
    villages = set(Village.objects.filter(covenant=agreement.covenant, name__in=row["villages"]))
    ambitions = set(agreement.topic.ambitions.filter(position__in=row["ambitions"]))
    changed = villages != set(agreement.villages.all()) or ambitions != set(agreement.ambitions.all())
    if changed:
        agreement.villages.set(villages)
        agreement.ambitions.set(ambitions)
    return changed


def _responsibilities(agreement: Agreement, row: Content, directory: Directory[Partner]) -> bool:
    """Who leads and who takes part, from the words of the cells, and whom of them the text does not bind;
    True when something changed."""
    cells = {
        Responsibility.Role.TREKKER: agreement.trekker,
        Responsibility.Role.BETROKKENE: agreement.betrokkenen,
    }
    not_bound = {it["partner"]: it["note"] for it in row.get("not_bound", [])}
    wanted: dict[tuple[str, int], Content] = {}
    for role, text in cells.items():
        for partner, note in place(directory, text).partners.items():
            wanted[role.value, partner.pk] = {"note": note, "binds": True}
            if role == Responsibility.Role.TREKKER and partner.slug in not_bound:
                wanted[role.value, partner.pk] = {"note": not_bound[partner.slug], "binds": False}
    rows = {(it.role, it.partner_id): it for it in agreement.responsibilities.all()}
    if {key: {"note": it.note, "binds": it.binds} for key, it in rows.items()} == wanted:
        return False
    for key in rows.keys() - wanted.keys():
        rows[key].delete()
    for (role_key, pk), values in wanted.items():
        Responsibility.objects.update_or_create(agreement=agreement, partner_id=pk, role=role_key, defaults=values)
    return True


def _name_what_is_gone(covenant: Covenant, content: Content, tally: Tally) -> None:
    """Says which first rows are no longer in the file; they stay, for plans and results point at them."""
    codes = {row["code"] for _, topic in topics_of(content) for row in topic["agreements"]}
    gone = Agreement.objects.filter(covenant=covenant, replaces=None).exclude(code__in=codes)
    tally.left_alone += [f"afspraak {row.code} staat niet in het bestand en blijft zoals hij is" for row in gone]
