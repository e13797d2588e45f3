"""A word of the trade, with what it means one press away."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from agreements.glossary import WORDS

register = template.Library()
_SAID = "words that were explained"


@register.simple_tag(takes_context=True)
def word(context: Context, key: str, shown: str = "") -> str:
    """`{% word "trekker" %}`, or `{% word "trekker" "Trekkers" %}` in another form.

    The first time on a page the word is a button that shows its meaning: no script, for the browser itself
    opens what has `popover`. After that it is a word like any other.

    Raises:
        KeyError: for a word that is not in the glossary; a test reads every template.
    """
    found = WORDS[key]
    # Of the whole page: an included template has a layer of its own.
    whole_page: dict[Any, Any] = context.render_context.dicts[0]
    said = whole_page.setdefault(_SAID, set())
    if key in said:
        return shown or found.word
    said.add(key)
    # A space before a comma would show.
    note = render_to_string("components/word.html", {"found": found, "shown": shown or found.word})
    return mark_safe(note.strip())
