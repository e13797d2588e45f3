"""The sheet of results: one row an activity or agreement of the year, through the forms of the screen."""

from decimal import Decimal
from functools import cached_property
from typing import Any

from agreements.models import Agreement, Responsibility
from calendar_cycle import workflow
from calendar_cycle.models import Assignment
from druten.accounts.models import User
from monitoring import joined_results
from monitoring import results as rules
from monitoring.forms.results import JoinedForm, RowForm
from monitoring.models import Result
from monitoring.results import Row
from monitoring.sheets import signs
from monitoring.sheets.columns import Column, Number, One, Told
from monitoring.sheets.definition import Definition, Existing
from monitoring.sheets.reading import Cell


class ResultsSheet(Definition):
    one, many, name = "regel", "regels", "resultaten"
    told = (
        Told("Waar het over gaat", "Dit staat vast.", 45),
        Told("Gepland aantal", "Dit staat vast.", 12, is_number=True),
    )
    columns = (
        One("state", "Hoe staat het ervoor?", "Kies uit de lijst.", 20),
        Number("realised_quantity", "Gehaald aantal", "Een getal, zoals 36. Alleen waar iets geteld wordt.", 16),
        Column("text", "Wat is er gedaan?", "In uw eigen woorden.", 50),
        Column("adjustment", "Wat gaat er nu anders?", "Bijvoorbeeld als het vertraagd is of niet doorgaat.", 50),
        One("agreement", "Nieuwe regel bij afspraak", "Alleen voor een regel zonder nummer, onderaan.", 30),
    )

    def __init__(self, assignment: Assignment, *, by: User) -> None:
        self.assignment = assignment
        plan, due = rules.plan_of(assignment), joined_results.due_for(assignment)
        rows = rules.rows_of(assignment, plan)
        may_edit = not workflow.why_no_editing(assignment, by)
        if may_edit and rules.sync(assignment, plan, there=[row.result for row in rows], due=due):
            rows = rules.rows_of(assignment, plan)
        self._rows = {row.code: row for row in rows}
        self.existing = {code: Existing(code, row.title, row.result) for code, row in self._rows.items()}
        said = {row.result.agreement_id for row in rows}
        self._open = joined_results.open_among(assignment, due, said, plan.served)

    def form(self, there: Existing | None, data: dict[str, Any] | None = None) -> RowForm:
        if there:
            return RowForm(data, instance=there.row, about=self._row(there))
        return JoinedForm(data, instance=Result(assignment=self.assignment), agreements=self._open)

    def _row(self, there: Existing) -> Row:
        return self._rows[there.code]

    def told_cells(self, there: Existing) -> list[Cell | Decimal]:
        planned = self._row(there).planned_quantity
        return [signs.to_cell(there.title), "" if planned is None else planned]

    def why_no_new(self) -> str:
        if self._open:
            return ""
        return "Er is geen afspraak waarbij u een regel kunt toevoegen. Maak deze regel leeg."

    def may_drop(self, there: Existing) -> bool:
        """Only what nobody asked for: at an agreement that this partner does not lead."""
        return there.row.agreement_id is not None and there.row.agreement_id not in self._led

    @cached_property
    def _led(self) -> set[int]:
        return _led_by(self.assignment)

    def put(self, form: RowForm) -> None:
        if isinstance(form, JoinedForm):
            joined_results.put(self.assignment, form.save(commit=False))
        else:
            form.store()

    def drop(self, there: Existing, by: User) -> None:
        there.row.delete()


def _led_by(assignment: Assignment) -> set[int]:
    leads = Agreement.objects.filter(
        covenant=assignment.covenant,
        responsibilities__partner=assignment.partner_id,
        responsibilities__role=Responsibility.Role.TREKKER,
    )
    return set(leads.values_list("pk", flat=True))
