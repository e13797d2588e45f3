"""What every admin page of ours has in common: who may come in, and which rows exist for that person."""

from typing import TYPE_CHECKING, Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from simple_history.admin import SimpleHistoryAdmin

from agreements.admin.fields import HouseFields
from agreements.admin.whole_row import WholeRowForm, covenant_of, covenant_path
from agreements.models import Covenant
from druten.accounts.asking import AsksBeforeDeleting

if TYPE_CHECKING:
    from django.db.models.fields.related import RelatedField


# They make one field up out of another as it is typed. No field of ours is; they are 50 kB of every page.
MADE_UP = ("urlify.js", "prepopulate.js", "xregexp.js", "xregexp.min.js")


class LimitedChoices(admin.options.BaseModelAdmin):
    """Lets a relation choose only from the covenant of the row, or from those that one runs."""

    def get_field_queryset(
        self, db: str | None, db_field: "RelatedField[Any, Any]", request: HttpRequest
    ) -> models.QuerySet | None:
        """The choices of a relation: None leaves them all, as Django means it."""
        related = db_field.related_model
        path = covenant_path(related) if isinstance(related, type) else ""
        found = super().get_field_queryset(db, db_field, request)
        if not path:
            return found
        rows = related._default_manager.all() if found is None else found  # type: ignore[union-attr]
        return rows.filter(pk__in=related._default_manager.filter(_of(request, path)).values("pk"))  # type: ignore[union-attr]


def _of(request: HttpRequest, path: str) -> models.Q:
    covenant = getattr(request, "covenant_of_row", None)
    if covenant is not None:
        return models.Q(**{path: covenant.pk})
    return models.Q(**{f"{path}__in": Covenant.objects.editable_by(request.user)})


class OnSite(admin.options.BaseModelAdmin):
    """Leads from a row straight to its page, which says itself who may read it."""

    def get_view_on_site_url(self, obj: Any = None) -> str | None:
        return obj.get_absolute_url() if obj is not None and hasattr(obj, "get_absolute_url") else None


class WorkingGroupAdmin(AsksBeforeDeleting, LimitedChoices, HouseFields, OnSite, admin.ModelAdmin):
    """Open to the working group for the covenants that it runs, and to administrators for all.

    `covenant_path` leads from a row to its covenant; `adds`, `changes` and `deletes` say what may be done
    at all; `administrators_only` closes it to the working group. Django's own permissions play no part.
    """

    covenant_path: ClassVar[str] = "covenant"
    form = WholeRowForm
    adds: ClassVar[bool] = False
    changes: ClassVar[bool] = True
    deletes: ClassVar[bool] = False
    administrators_only: ClassVar[bool] = False

    @property
    def media(self) -> forms.Media:
        """Django's scripts, without those of `MADE_UP`."""
        scripts = super().media._js  # type: ignore[attr-defined]
        return forms.Media(js=[script for script in scripts if not str(script).endswith(MADE_UP)])

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        rows = super().get_queryset(request)
        if request.user.is_superuser:  # type: ignore[union-attr]
            return rows
        allowed = {f"{self.covenant_path}__in": Covenant.objects.editable_by(request.user)}
        return rows.filter(pk__in=self.model._default_manager.filter(**allowed).values("pk"))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        _remember(request, obj, self.covenant_path)
        form = super().get_form(request, obj, change=change, **kwargs)
        form.covenant_path = self.covenant_path  # type: ignore[attr-defined]
        return form

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self._comes_in(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self._comes_in(request)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changes and self._comes_in(request)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.adds and self._comes_in(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletes and self._comes_in(request)

    def _comes_in(self, request: HttpRequest) -> bool:
        if request.user.is_superuser:  # type: ignore[union-attr]
            return True
        return not self.administrators_only and request.access.is_in_a_working_group  # type: ignore[attr-defined]


def _remember(request: HttpRequest, obj: Any, path: str) -> None:
    """Notes the covenant of the row that is being changed, so that its relations stay within it."""
    request.covenant_of_row = None if obj is None else covenant_of(obj, path)  # type: ignore[attr-defined]


class WorkingGroupInline(LimitedChoices, HouseFields, OnSite, admin.TabularInline):
    """Rows that go with the page they stand on."""

    form = WholeRowForm
    extra = 0
    covenant_path: ClassVar[str] = "covenant"
    changes: ClassVar[bool] = False

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        rows = super().get_formset(request, obj, **kwargs)
        rows.form.covenant_path = self.covenant_path  # type: ignore[attr-defined]
        return rows

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changes

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changes

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


class WorkingGroupHistoryAdmin(WorkingGroupAdmin, SimpleHistoryAdmin):
    """With the history of the row, to read; nothing is put back by it."""

    object_history_list_template = "admin/history_list.html"

    def revert_disabled(self, request: HttpRequest, obj: Any = None) -> bool:
        return True

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        self._exists_for(request, object_id)
        return super().history_view(request, object_id, extra_context)

    def history_form_view(
        self, request: HttpRequest, object_id: str, version_id: str, extra_context: Any = None
    ) -> HttpResponse:
        row = self._exists_for(request, object_id)
        if request.method != "GET":
            raise Http404("history is read only")
        _remember(request, row, self.covenant_path)
        return super().history_form_view(request, object_id, version_id, extra_context)

    def _exists_for(self, request: HttpRequest, object_id: str) -> models.Model:
        row = self.get_object(request, object_id)
        if row is None:
            raise Http404("no such row")
        return row
