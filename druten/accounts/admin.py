"""People, for administrators."""

from typing import Any

from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST

from druten.accounts.columns import yes_or_no
from druten.accounts.models import User

# Who may do what is said by memberships and roles, never by Django's groups.
admin.site.unregister(Group)


class InvitedUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")


class ChangeUserForm(UserChangeForm):
    class Meta:
        model = User
        fields = "__all__"


@admin.register(User)
class UserAdmin(DjangoUserAdmin):
    add_form = InvitedUserForm
    change_form_template = "admin/user_change.html"
    form = ChangeUserForm
    list_display = ("email", "name", yes_or_no("is_active", "mag inloggen"), yes_or_no("is_superuser", "is beheerder"))
    list_filter = ("is_active", "is_superuser")
    search_fields = ("email", "name")
    ordering = ("email",)
    filter_horizontal = ()
    readonly_fields = ("last_login", "date_joined")

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
