"""How an ods file is shown and printed: what stays in sight, and the lying pages it goes on."""

from typing import Any

from odf import config, style, text
from odf.namespaces import STYLENS

from monitoring.sheets import paper
from monitoring.sheets.table import FIRST_ROW, Table

PAGE = "bladzijde"


def add_page(document: Any, given: Table) -> None:
    """A lying A4, as few pages wide as can be read."""
    layout = style.PageLayout(name="papier")
    how = style.PageLayoutProperties(
        printorientation="landscape",
        pagewidth="297mm",
        pageheight="210mm",
        margin="10mm",
        print="charts drawings grid objects zero-values",
    )
    # Not in every release of the standard, and kept by the programs.
    how.setAttrNS(STYLENS, "scale-to-X", str(paper.pages_wide(given)))
    how.setAttrNS(STYLENS, "scale-to-Y", "0")
    layout.addElement(how)
    document.automaticstyles.addElement(layout)
    page = style.MasterPage(name=PAGE, pagelayoutname=layout)
    page.addElement(style.Header(display="false"))
    foot = style.Footer()
    line = text.P(text=f"{given.name.capitalize()}, bladzijde ")
    line.addElement(text.PageNumber())
    foot.addElement(line)
    page.addElement(foot)
    document.masterstyles.addElement(page)


def add_view(document: Any, sheet_name: str) -> None:
    """Headings, and what a row is about, stay in sight."""
    items = [
        ("HorizontalSplitMode", "short", 2),
        ("VerticalSplitMode", "short", 2),
        ("HorizontalSplitPosition", "int", paper.FROZEN_COLUMNS),
        ("VerticalSplitPosition", "int", FIRST_ROW - 1),
        ("ActiveSplitRange", "short", 3),
        ("PositionLeft", "int", 0),
        ("PositionRight", "int", paper.FROZEN_COLUMNS),
        ("PositionTop", "int", 0),
        ("PositionBottom", "int", FIRST_ROW - 1),
    ]
    tables = config.ConfigItemMapNamed(name="Tables")
    tables.addElement(_entry(items, name=sheet_name))
    view = _entry([("ViewId", "string", "view1"), ("ActiveTable", "string", sheet_name)])
    view.addElement(tables)
    views = config.ConfigItemMapIndexed(name="Views")
    views.addElement(view)
    settings = config.ConfigItemSet(name="ooo:view-settings")
    settings.addElement(views)
    document.settings.addElement(settings)


def _entry(items: list[tuple[str, str, Any]], **named: str) -> Any:
    entry = config.ConfigItemMapEntry(**named)
    for name, kind, value in items:
        entry.addElement(config.ConfigItem(name=name, type=kind, text=str(value)))
    return entry
