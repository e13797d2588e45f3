"""Admin pages on which the second factor is asked again before a deed (quality.md, "Security")."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import method_decorator

from druten.accounts.second_factor import asked_again

_again = method_decorator(asked_again)  # type: ignore[arg-type]


class AsksBeforeDeleting:
    """Deleting a row, or several at once from the list."""

    @_again
    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        return super().delete_view(request, object_id, extra_context)  # type: ignore[misc]

    @_again
    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, extra_context)  # type: ignore[misc]


class AsksBeforeChanging(AsksBeforeDeleting):
    """Adding and changing too: for who may do what."""

    @_again
    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]
