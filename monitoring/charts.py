"""Charts as SVG of their own address: house colours, no script, and a policy that lets only their own style in."""

import re
import sys
from base64 import b64encode
from hashlib import sha256
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

import pygal
from django.http import HttpResponse
from pygal.style import Style

from druten.dutch import number
from monitoring.figures import Figure

# Pygal hooks into every import to find its map plugins, in a way that Python 3.12 took away; we have none.
sys.meta_path[:] = [it for it in sys.meta_path if type(it).__name__ != "PluginImportFixer"]

STYLE = Style(
    background="#ffffff",
    plot_background="#ffffff",
    foreground="#1d2327",
    foreground_strong="#1d2327",
    foreground_subtle="#8a9499",
    opacity="1",
    opacity_hover="1",
    transition="0s",
    colors=("#0b5563", "#8a4b00"),
    value_colors=("#ffffff", "#ffffff"),
    font_family="system-ui, sans-serif",
    label_font_size=18,
    major_label_font_size=18,
    legend_font_size=18,
    value_font_size=18,
)


def svg(figure: Figure) -> str:
    """The figure by year as bars, with its targets as dots; without a script."""
    chart = pygal.Bar(
        style=STYLE,
        width=640,
        height=320,
        js=(),
        show_y_guides=True,
        legend_at_bottom=True,
        print_values=True,
        print_zeroes=True,
        pretty_print=False,
        disable_xml_declaration=True,
        value_formatter=lambda value: "" if value is None else number(value),
        no_data_text="Nog geen cijfer",
        margin=12,
    )
    goals = [goal for goal in figure.goals if not goal.partner]
    years = sorted({*figure.years, *(goal.to_year for goal in goals)})
    chart.x_labels = [str(year) for year in years]
    shown = _running(figure)
    chart.add("Gemeten", [_float(shown.get(year)) for year in years])
    if goals:
        values = {goal.to_year: goal.value for goal in goals}
        chart.add(
            "Norm" if all(goal.kind == "norm" for goal in goals) else "Doel", [_float(values.get(it)) for it in years]
        )
    chart.add_xml_filter(_tame)
    return chart.render(is_unicode=True)


def response(figure: Figure) -> HttpResponse:
    """The chart as a picture; its policy names the hash of its own style, and nothing else may be loaded."""
    text = svg(figure)
    answer = HttpResponse(text, content_type="image/svg+xml; charset=utf-8")
    hashes = " ".join(f"'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'" for style in _styles(text))
    answer["Content-Security-Policy"] = f"default-src 'none'; style-src {hashes}; frame-ancestors 'none'"
    answer["Cache-Control"] = "private, no-cache"
    return answer


def _styles(text: str) -> list[str]:
    """The style as a browser hashes it: with the entities of the XML read."""
    return [unescape(style) for style in re.findall(r"<style[^>]*>(.*?)</style>", text, re.DOTALL)]


def _running(figure: Figure) -> dict[int, Any]:
    """Value by year; of a sum over the years how far it is by then."""
    found = {year: value for year, value, _ in figure.by_year if value is not None}
    if figure.over_years != "sum":
        return found
    total = figure.baseline or 0
    return {year: (total := total + value) for year, value in sorted(found.items())}


def _float(value: Any) -> float | None:
    return None if value is None else float(value)


def _tame(root: Element) -> Element:
    """No script, and no style attribute: the policy lets neither in."""
    for parent in root.iter():
        parent.attrib.pop("style", None)
        for child in [it for it in parent if str(it.tag).endswith("script")]:
            parent.remove(child)
    return root
