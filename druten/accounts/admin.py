"""People, for administrators."""

from typing import Any

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.forms import UserChangeForm, UserCreationForm
from django.contrib.auth.models import Group
from django.http import HttpRequest

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

    fieldsets = (
        (None, {"fields": ("email", "name", "password")}),
        ("Toegang", {"fields": ("is_active", "is_superuser", "last_login", "date_joined")}),
    )
    add_fieldsets = ((None, {"classes": ("wide",), "fields": ("email", "name", "password1", "password2")}),)
