"""What a person may do is read once to show a page, and afresh for every deed."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from agreements.access import Access, AccessMiddleware
from agreements.models import Membership
from druten.accounts.models import User
from tests.world import World

pytestmark = pytest.mark.django_db


def asked_twice(world: World, then: list[bool]) -> Callable[[HttpRequest], HttpResponse]:
    """A page on which the editor's membership ends between two questions."""

    def view(request: HttpRequest) -> HttpResponse:
        user: User = request.user  # type: ignore[assignment]
        then.append(Access.of(user).may_edit(world.covenant, world.corporation))
        Membership.objects.filter(user=user).delete()
        then.append(Access.of(user).may_edit(world.covenant, world.corporation))
        return HttpResponse()

    return view


@pytest.mark.parametrize(("method", "found"), [("get", [True, True]), ("post", [True, False])])
def test_a_page_reads_it_once_and_a_deed_afresh(world: World, method: str, found: list[bool]) -> None:
    then: list[bool] = []
    request = getattr(RequestFactory(), method)("/")
    request.user = world.editor
    AccessMiddleware(asked_twice(world, then))(request)
    assert then == found


def test_the_next_page_reads_it_again(world: World) -> None:
    for expected in (True, False):
        then: list[bool] = []
        request = RequestFactory().get("/")
        request.user = world.editor
        AccessMiddleware(asked_twice(world, then))(request)
        assert then[0] is expected


def test_of_another_person_it_is_not_remembered(world: World) -> None:
    found: list[Access] = []

    def view(request: HttpRequest) -> HttpResponse:
        found.extend([Access.of(world.submitter), Access.of(AnonymousUser())])
        return HttpResponse()

    request = RequestFactory().get("/")
    request.user = world.reader
    AccessMiddleware(view)(request)
    assert [row.user for row in found] == [world.submitter, AnonymousUser()]
    assert found[0].may_submit(world.covenant, world.corporation)
