"""What a screen is, and who looks at it on which day.

A name in braces in an address is looked up in the demo (`places.py`). `steps` are done on the page
before the picture is taken: (what, name) with what `click` (a button), `open` (a detail) or `choose` (a file).
"""

from dataclasses import dataclass, field

HERE = "/druten-2025-2028"
PLANNING, TALK, PUBLISHING = "2026-06-20", "2026-07-03", "2026-11-24"
ONE_PARTNER = "2026-11-25"
ASKING = "2026-12-08"
REPORTING, LOOKING_BACK = "2027-02-13", "2027-03-12"
HALFWAY = "2027-02-14"
# What is changed in the demo of a day, after its story (`places.py`).
PREPARED = {
    PLANNING: "someone_is_invited",
    ONE_PARTNER: "working_group_of_one_partner",
    REPORTING: "results_opened",
    HALFWAY: "results_halfway",
    LOOKING_BACK: "evaluation_input_begun",
    TALK: "another_date_proposed",
    ASKING: "taken_into_use_halfway",
}
WOONWAARTS = "indiener@woonwaarts.example"
DE_KERNEN = "indiener@de-kernen.example"
HBD = "indiener@hbd.example"
RESIDENTS = "indiener@bewonersraad-de-kernen.example"
MUNICIPALITY = "indiener@gemeente-druten.example"
EDITOR = "invuller@woonwaarts.example"
READER = "lezer@hbd.example"
SECRETARY, SECOND = "werkgroep@druten.example", "werkgroep2@druten.example"
BOARD, ADMINISTRATOR = "bestuur@druten.example", "beheer@druten.example"
NOBODY = ""


@dataclass(frozen=True)
class Screen:
    """One page as one person sees it. `debug` off is as in production; `readme` gives, by width, the
    name of the picture that is kept in docs/pictures: for the README and for the handleiding."""

    name: str
    account: str
    address: str
    steps: tuple[tuple[str, str], ...] = ()
    debug: bool = True
    printed: bool = False
    readme: dict[int, str] = field(default_factory=dict)
