"""Dates, numbers and amounts as the Dutch write them and read them."""

import re
from datetime import date
from decimal import Decimal, InvalidOperation

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)


def long_date(day: date) -> str:
    """`date(2026, 7, 1)` → "1 juli 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def days_left(before: date, today: date) -> str:
    """How long one has until the first day that is too late, in words."""
    days = (before - today).days
    if days > 1:
        return f"nog {days} dagen"
    if days == 1:
        return "vandaag is de laatste dag"
    if days == 0:
        return "de termijn is gisteren verlopen"
    return f"de termijn is {1 - days} dagen geleden verlopen"


# Thousands in threes with dots, or none at all; then at most one comma with decimals.
_NUMBER = re.compile(r"(?P<minus>-?)(?P<whole>[1-9][0-9]{0,2}(?:\.[0-9]{3})+|[0-9]+)(?:,(?P<decimals>[0-9]+|-|–))?")
_SO = "Schrijf het zo: 20.000 of 7,5."


def parse_number(text: str) -> Decimal:
    """Reads a number as the Dutch write it: "20.000", "€ 20.000,-", "7,5".

    What could mean two things is refused, never guessed: "7.5", "1,000.50", "20.00", "20,000".

    Raises:
        ValueError: with a Dutch sentence that says how to write it.
    """
    bare = text.strip().removeprefix("€").replace("\u00a0", " ").strip()
    match = _NUMBER.fullmatch(bare)
    if match is None:
        raise ValueError(f"“{text.strip()[:40]}” is geen duidelijk getal. {_SO}")
    decimals = match["decimals"] or ""
    if len(decimals) > 2:  # "20,000" is twenty thousand to an Englishman, and twenty to us
        raise ValueError(f"“{text.strip()[:40]}”: gebruik hoogstens twee cijfers achter de komma. {_SO}")
    try:
        return (
            Decimal(f"{match['minus']}{match['whole'].replace('.', '')}.{decimals.strip('-–') or '0'}").normalize() + 0
        )
    except InvalidOperation as error:
        raise ValueError("Dit getal is te groot.") from error


def number(value: Decimal | int | float) -> str:
    """`Decimal("20000.50")` → "20.000,5"; no zeros behind the comma that say nothing."""
    text = f"{Decimal(str(value)):,f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.translate(str.maketrans(",.", ".,"))


def euros(value: Decimal | int) -> str:
    """`Decimal("20000")` → "€ 20.000", with cents only where there are any."""
    amount = Decimal(str(value))
    text = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.2f}"
    return "€\u00a0" + text.translate(str.maketrans(",.", ".,"))


def enumerate_words(words: list[str], *, last: str = "en") -> str:
    """`["a", "b", "c"]` → "a, b en c"; `last`: the word before the last one."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def parse_stored(text: str | None) -> Decimal | None:
    """A decimal as it stands in frozen JSON ("20000.50"); None stays None."""
    return None if text is None else Decimal(text)


def file_size(size: int) -> str:
    """How large a file is, in bytes, as people say it: "1,2 MB", "340 kB"; never 0."""
    if size >= 1024 * 1024:
        return f"{number(round(Decimal(size) / (1024 * 1024), 1))} MB"
    return f"{max(1, round(size / 1024))} kB"
