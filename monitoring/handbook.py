"""The handleiding of `docs/handleiding/`, as pages of the site: one chapter a file, in Markdown.

The same files are read on paper and in the repository; so a link to another file, or to a picture, is
turned into the address that it has here.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from django.conf import settings
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

FOLDER = Path(settings.BASE_DIR) / "docs" / "handleiding"
# Where `docs/pictures/` is served (STATICFILES_DIRS).
PICTURES = "handleiding"
# What one reads first, first; any other chapter comes after these.
ORDER = (
    "eerste-bezoek",
    "overzicht-maken",
    "werken-in-een-spreadsheet",
    "vragen-en-toezeggen",
    "resultaten-invullen",
    "zoeken-en-uitleg",
    "het-jaar",
    "werkgroep",
    "mails-van-een-jaar",
)


@dataclass(frozen=True)
class Chapter:
    """One page: `lead` is its first paragraph, as plain text; `parts` are the places on it and their headings."""

    slug: str
    title: str
    lead: str
    body: SafeString
    parts: list[tuple[str, str]] = field(default_factory=list)


@cache
def chapters() -> tuple[Chapter, ...]:
    """All of them, in order of reading. Read once: a file of a running site does not change."""
    files = {path.stem: path for path in FOLDER.glob("*.md")}
    first = [slug for slug in ORDER if slug in files]
    return tuple(_read(slug, files[slug].read_text("utf-8")) for slug in [*first, *sorted(files.keys() - ORDER)])


def chapter(slug: str) -> Chapter | None:
    """The one at this address; None when there is none."""
    return next((row for row in chapters() if row.slug == slug), None)


def _read(slug: str, text: str) -> Chapter:
    tokens = _MARKDOWN.parse(text)
    title = tokens[1].content
    lead = next((after.content for token, after in pairwise(tokens) if token.type == "paragraph_open"), "")
    parts = _name_parts(tokens)
    for token in tokens:
        _readdress(token.children or [])
    # The page itself shows the title. The files are ours, and a tag in them stays text.
    body = mark_safe(_MARKDOWN.renderer.render(tokens[3:], _MARKDOWN.options, {}))
    return Chapter(slug, title, _plain(lead), body, parts)


def _plain(text: str) -> str:
    """Without marks of Markdown, on one line."""
    return " ".join(re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`]", r"\1", text).split())


def _name_parts(tokens: Sequence[Token]) -> list[tuple[str, str]]:
    """Gives every heading a place to go to, and a table the heading above it as its caption."""
    parts = []
    heading = tokens[1].content
    for token, after in pairwise(tokens):
        if token.type == "heading_open":
            heading = _plain(after.content)
            token.attrSet("id", slugify(heading))
            if token.tag == "h2":
                parts.append((slugify(heading), heading))
        elif token.type == "table_open":
            token.meta["caption"] = heading
    return parts


def _readdress(tokens: Sequence[Token]) -> None:
    """A link to `het-jaar.md#a` goes to that chapter, `../pictures/x.png` to the picture as it is served."""
    for token in tokens:
        name, key = str(token.attrs.get("src" if token.type == "image" else "href", "")), "href"
        if token.type == "image":
            key, name = "src", static(f"{PICTURES}/{Path(name).name}")
            token.attrSet("loading", "lazy")
        elif found := re.fullmatch(r"([a-z-]+)\.md(#.*)?", name):
            name = reverse("help_chapter", args=[found[1]]) + (found[2] or "")
        if name:
            token.attrSet(key, name)


def _table_open(_: RendererHTML, tokens: Sequence[Token], place: int, *__: Any) -> str:
    """A table that scrolls by keyboard too, with a caption."""
    caption = tokens[place].meta["caption"]
    return format_html(
        '<div class="scroll" tabindex="0" role="region" aria-label="{0}"><table>'
        '<caption class="visually-hidden">{0}</caption>\n',
        caption,
    )


def _markdown() -> MarkdownIt:
    found = MarkdownIt("commonmark", {"html": False}).enable("table")
    found.add_render_rule("table_open", _table_open)
    found.add_render_rule("table_close", lambda *_: "</table></div>\n")
    found.add_render_rule("th_open", lambda *_: '<th scope="col">')
    return found


_MARKDOWN = _markdown()
