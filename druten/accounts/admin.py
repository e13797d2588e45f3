"""People, for administrators."""

from typing import Any, ClassVar

from allauth.mfa.models import Authenticator
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.utils.decorators import method_decorator
from django.views.decorators.http import require_POST

from druten.accounts.asking import AsksBeforeChanging, AsksBeforeDeleting
from druten.accounts.columns import yes_or_no
from druten.accounts.models import Factor, User
from druten.accounts.second_factor import asked_again

# Who may do what is said by memberships and roles, never by Django's groups.
admin.site.unregister(Group)
# Allauth's page shows the secret of a factor.
admin.site.unregister(Authenticator)


class InvitedUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(AsksBeforeChanging, DjangoUserAdmin):
    add_form = InvitedUserForm
    change_form_template = "admin/user_change.html"
    form = ChangeUserForm
    list_display = ("email", "name", yes_or_no("is_active", "mag inloggen"), yes_or_no("is_superuser", "is beheerder"))
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

    @method_decorator(asked_again)  # type: ignore[arg-type]
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002
        return super().user_change_password(request, id, form_url)

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new address has not bounced."""
        if "email" in form.changed_data:
            obj.mail_bounced_at = None
        super().save_model(request, obj, form, change)

    def get_urls(self) -> list[URLPattern]:
        reuse = self.admin_site.admin_view(require_POST(self.reuse_address))
        own = path("<path:object_id>/adres-weer-gebruiken/", reuse, name="accounts_user_reuse_address")
        return [own, *super().get_urls()]

    def reuse_address(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Mail goes to an address that bounced again: for when the fault was with the server of the other side."""
        user = self.get_object(request, object_id)
        if not self.has_change_permission(request, user):
            raise PermissionDenied
        if user is None:
            raise Http404
        user.reuse_address()
        self.log_change(request, user, "Adres weer gebruikt.")
        messages.success(request, f"Mail gaat weer naar {user.email}.")
        return redirect("admin:accounts_user_change", user.pk)

    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Toegang", {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),)


@admin.register(Factor)
class FactorAdmin(AsksBeforeDeleting, admin.ModelAdmin):
    """Who lost a telephone asks the administrator to take the factor away, and makes a new one."""

    list_display = ("person", "kind", "created_on", "used_on")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__name")
    fields = readonly_fields = ("person", "kind", "created_on", "used_on")
    ordering: ClassVar = ("user__email", "type")

    @admin.display(description="van wie", ordering="user__email")
    def person(self, row: Factor) -> str:
        return str(row.user)

    @admin.display(description="wat", ordering="type")
    def kind(self, row: Factor) -> str:
        return row.kind

    @admin.display(description="sinds", ordering="created_at")
    def created_on(self, row: Factor) -> Any:
        return row.created_at

    @admin.display(description="laatst gebruikt", ordering="last_used_at")
    def used_on(self, row: Factor) -> Any:
        return row.last_used_at or "nog niet"

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
