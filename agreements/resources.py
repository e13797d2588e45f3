"""What leaves as a spreadsheet: Dutch headings, and no cell that a spreadsheet would run."""

from typing import Any

from import_export import fields, resources
from import_export.forms import SelectableFieldsExportForm

from agreements.models import Agreement

# With one of these a cell begins as a formula, or is taken for one after its blanks are dropped.
RUNS = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_text(value: Any) -> Any:
    """A text that a spreadsheet shows as it stands: "=1+1" → "'=1+1". What is no text stays."""
    return f"'{value}" if isinstance(value, str) and value.startswith(RUNS) else value


class TextResource(resources.ModelResource):
    """Every cell goes through `as_text`."""

    def export_field(self, field: fields.Field, instance: Any, **kwargs: Any) -> Any:
        return as_text(super().export_field(field, instance, **kwargs))


class AgreementResource(TextResource):
    """A row of the table as a spreadsheet row."""

    code = fields.Field("code", column_name="nummer")
    theme = fields.Field("topic__theme__title", column_name="thema")
    topic = fields.Field("topic__number", column_name="onderwerp")
    title = fields.Field("title", column_name="titel")
    text = fields.Field("text", column_name="tekst")
    start_year = fields.Field("start_year", column_name="eerste jaar")
    end_year = fields.Field("end_year", column_name="laatste jaar")
    recurrence = fields.Field("get_recurrence_display", column_name="herhaling")

    class Meta:
        model = Agreement
        name = "afspraken"
        fields = (
            "code",
            "theme",
            "topic",
            "title",
            "text",
            "trekker",
            "betrokkenen",
            "uitvoering",
            "start_year",
            "end_year",
            "recurrence",
        )
        export_order = fields


class ColumnsForm(SelectableFieldsExportForm):
    """Which columns, by the heading they have in the file."""

    def _get_field_label(self, resource: Any, field_name: str) -> str:
        return str(resource.fields[field_name].column_name).capitalize()
