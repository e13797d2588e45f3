"""Mails that did not arrive, for the administrator."""

from typing import ClassVar

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django_tasks_db.models import DBTaskResult

from agreements.admin.base import WorkingGroupAdmin
from calendar_cycle.models import Mail

# Its tasks are mails, and those have a page in plain words.
admin.site.unregister(DBTaskResult)


@admin.register(Mail)
class MailAdmin(WorkingGroupAdmin):
    """How far each mail came; what is in it is for its reader only."""

    covenant_path: ClassVar[str] = "notices__covenant"
    changes: ClassVar[bool] = False
    administrators_only: ClassVar[bool] = True
    list_display = ("queued_at", "user", "told_subject", "tries", "sent_at", "given_up_at")
    list_filter = (("given_up_at", admin.EmptyFieldListFilter), ("sent_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    fields = ("user", "to", "told_subject", "queued_at", "tries", "next_try_at", "sent_at", "given_up_at", "last_error")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet:
        return super().get_queryset(request).prefetch_related("notices")

    @admin.display(description="onderwerp")
    def told_subject(self, mail: Mail) -> str:
        """Not of what people of one partner tell each other."""
        return mail.told_to_others
