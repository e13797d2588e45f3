"""Which texts hold the words: by PostgreSQL's knowledge of Dutch, or letter by letter.

PostgreSQL finds "woningen" and "woningbouw" with "woning", and not with "wonen". Every word must be there.
What PostgreSQL is asked here has indexes in the migration `search_indexes`; the two must stay alike.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import reduce
from operator import and_, or_
from typing import Any

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db import connection
from django.db.models import F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast, Left, Replace

# A row of more signs is looked in so far: PostgreSQL has a limit to what it takes, and no reader reads on.
MOST_SIGNS = 20_000
_MOST_SIGNS_FROZEN = 400_000
# A shorter word is not taken for the beginning of another.
_SHORTEST_BEGINNING = 3


def narrow(rows: QuerySet[Any], fields: Sequence[str], words: Sequence[str]) -> QuerySet[Any]:
    """Those of `rows` in whose `fields` together every word stands. Without words none."""
    if not words:
        return rows.none()
    if connection.vendor == "postgresql":
        return rows.alias(document=document(fields)).filter(document=_all(words))
    return rows.filter(reduce(and_, (_in_any(fields, word) for word in words)))


def narrow_frozen(rows: QuerySet[Any], words: Sequence[str]) -> QuerySet[Any]:
    """Those of `rows`, with a JSON `content`, that may hold every word: not yet in one activity or result."""
    if connection.vendor == "postgresql":
        return rows.alias(document=frozen_document()).filter(document=_all(words))
    return rows


def ranked(texts: Sequence[tuple[str, str]], words: Sequence[str]) -> dict[int, float]:
    """Which of `texts` (what weighs most, the rest) hold every word: their places, and how well they fit."""
    if not texts or not words:
        return {}
    if connection.vendor == "postgresql":
        return _ranked_by_postgresql(texts, words)
    return {place: rank for place, text in enumerate(texts) if (rank := _plain_rank(text, words))}


def matching(found: Collection[str], words: Sequence[str]) -> set[str]:
    """Which of the words `found` in a text are one of those that were looked for, to mark them."""
    if not found or not words:
        return set()
    if connection.vendor != "postgresql":
        return {one for one in found if any(word in one for word in words)}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT word FROM unnest(%s::text[]) AS word WHERE to_tsvector('dutch', word) @@ to_tsquery('dutch', %s)",
            [sorted(found), _as_query(words, " | ")],
        )
        return {row[0] for row in cursor.fetchall()}


def document(fields: Iterable[str]) -> SearchVector:
    """The words of a row. A slash would make a path of two words ("huur/koop")."""
    parts = [Replace(Left(field, MOST_SIGNS), Value("/"), Value(" ")) for field in fields]
    return SearchVector(*parts, config="dutch")


def frozen_document() -> SearchVector:
    """The words of a frozen content, out of its JSON as text: without slashes and escapes, up to a limit."""
    bare = Func(
        Cast(F("content"), TextField()),
        Value(r"/|\\(u[0-9a-f]{4}|.)"),
        Value(" "),
        Value("g"),
        function="regexp_replace",
        output_field=TextField(),
    )
    return SearchVector(Left(bare, _MOST_SIGNS_FROZEN), config="dutch")


def _ranked_by_postgresql(texts: Sequence[tuple[str, str]], words: Sequence[str]) -> dict[int, float]:
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT place - 1, ts_rank(document, wanted)
            FROM unnest(%s::text[], %s::text[]) WITH ORDINALITY AS texts(title, rest, place),
                to_tsquery('dutch', %s) AS wanted,
                LATERAL (SELECT setweight(to_tsvector('dutch', title), 'A')
                    || setweight(to_tsvector('dutch', rest), 'B') AS document) AS found
            WHERE document @@ wanted
            """,
            [*([_bare(text[part]) for text in texts] for part in (0, 1)), _as_query(words, " & ")],
        )
        return dict(cursor.fetchall())


def _plain_rank(text: tuple[str, str], words: Sequence[str]) -> float:
    """0 when a word is missing; a word in the first part weighs more."""
    title, rest = (part.casefold() for part in text)
    if not all(word in title or word in rest for word in words):
        return 0
    return sum(1.0 if word in title else 0.4 for word in words) / len(words)


def _bare(text: str) -> str:
    return text[:MOST_SIGNS].replace("/", " ").replace("\0", " ")


def _in_any(fields: Sequence[str], word: str) -> Q:
    return reduce(or_, (Q(**{f"{field}__icontains": word}) for field in fields))


def _all(words: Sequence[str]) -> SearchQuery:
    return SearchQuery(_as_query(words, " & "), config="dutch", search_type="raw")


def _as_query(words: Sequence[str], between: str) -> str:
    """In the language of `to_tsquery`. Words are letters, digits, dots and hyphens (`hits.WORD`)."""
    return between.join(f"'{word}':*" if len(word) >= _SHORTEST_BEGINNING else f"'{word}'" for word in words)
