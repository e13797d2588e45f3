"""Which pages there are, and by whom each is best looked at: taken from the table of doors; none is forgotten."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.test import Client

from tests.druten import doors
from tests.world import World

# Files, drawings and programs are no pages; the rest of what is left out leads on to a page that is here.
NO_PAGE = (".pdf", ".svg", ".ics", ".ods", ".xlsx", "bijlagen/<int:pk>/", "admin/jsi18n/")
# Who sees most, first. What is only for a stranger is for one of these as well.
WHO = ("submitter", "secretary", "other_submitter", "board", "administrator", "reader", "anonymous")
IN_THE_ADMIN = ("administrator", "secretary")
ENTRANCE = ("accounts/login/", "accounts/login/code/", "accounts/password/reset/")


@dataclass(frozen=True)
class Visit:
    """One page, asked for by one role; `method` is POST for a form sent with nothing in it."""

    role: str
    route: str
    method: str = "GET"

    def __str__(self) -> str:
        return f"{self.method} {self.route or '/'} as {self.role}"


def once(method: str = "GET", roles: int = 1) -> list[Visit]:
    """Each route that answers with a page, by the `roles` that see most of it."""
    found = []
    for (route, how), row in doors.read_table().items():
        if how != method or route.endswith(NO_PAGE) or _leaves(route, method):
            continue
        may = [role for role in _who(route) if row[doors.ROLES.index(role)] == 200]
        found += [Visit(role, route, method) for role in may[:roles]]
    return found


def _who(route: str) -> Iterable[str]:
    if route in ENTRANCE or "password/reset" in route:
        return ("anonymous", *WHO)
    return (*IN_THE_ADMIN, *WHO) if route.startswith("admin/") else WHO


def _leaves(route: str, method: str) -> bool:
    """What is done at once when anything is sent: logging out, and the admin's second page of deleting."""
    return method == "POST" and route.endswith(("logout/", "delete/"))


def cookie_of(world: World, role: str) -> str:
    """The session of who is logged in in this role, with the second factor shown; "" for nobody."""
    if role == "anonymous":
        return ""
    client = Client()
    client.force_login(world.people[role])
    return client.cookies[settings.SESSION_COOKIE_NAME].value
