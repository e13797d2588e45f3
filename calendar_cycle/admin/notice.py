"""Mails that did not arrive, for the administrator."""

from typing import ClassVar

from django.contrib import admin
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
    list_display = ("queued_at", "user", "subject", "tries", "sent_at", "given_up_at")
    list_filter = (("given_up_at", admin.EmptyFieldListFilter), ("sent_at", admin.EmptyFieldListFilter))
    list_select_related = ("user",)
    fields = ("user", "to", "subject", "queued_at", "tries", "next_try_at", "sent_at", "given_up_at", "last_error")
