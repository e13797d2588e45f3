"""Who was told what, and the mails in which it went (domain.md §3, `Notice`)."""

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from agreements.models import Covenant, Invitation
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person

# What goes to people of one partner only, in so many days before their own date or by a deed of a colleague.
OWN_KIND = re.compile(r"own_date_\d+|ready$")
OF_OWN = "Bericht binnen de eigen organisatie"
GIVEN_UP_AFTER = timedelta(days=1)
STUCK_AFTER = timedelta(hours=1)


class MailQuerySet(models.QuerySet["Mail"]):
    def visible_to(self, user: "Person") -> "MailQuerySet":
        """Mail is for its reader; whether it arrived is for the administrator."""
        return self if user.is_superuser else self.filter(user=user.pk)

    def waiting(self) -> "MailQuerySet":
        """Not sent yet, and still tried."""
        return self.filter(sent_at=None, given_up_at=None)

    def due(self, at: datetime) -> "MailQuerySet":
        """Those whose next try has come."""
        return self.waiting().filter(next_try_at__lte=at)

    def given_up(self) -> "MailQuerySet":
        return self.filter(given_up_at__isnull=False, sent_at=None)

    def stuck(self, at: datetime) -> "MailQuerySet":
        """Waiting for more than an hour."""
        return self.waiting().filter(queued_at__lt=at - STUCK_AFTER)


class Mail(models.Model):
    """One mail to one person, on its way or sent. Only how far it came changes."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="mails", verbose_name="aan"
    )
    to = models.EmailField("adres")
    # Of which invitation it is the letter: who invited hears when it does not arrive.
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="mails", verbose_name="uitnodiging"
    )
    sender = models.CharField("van", max_length=254)
    subject = models.CharField("onderwerp", max_length=250)
    text = models.TextField("tekst")
    html = models.TextField("opgemaakte tekst")
    message_id = models.CharField("kenmerk", max_length=150, unique=True)
    may_switch_off = models.BooleanField("kan worden uitgezet", default=False)
    day = models.DateField("van de dag", null=True, blank=True)
    queued_at = models.DateTimeField("klaargezet op", default=clock.now)
    next_try_at = models.DateTimeField("volgende poging", default=clock.now)
    tries = models.PositiveSmallIntegerField("pogingen", default=0)
    # The day after which it is given up counts from here: a worker that was down did not try.
    first_tried_at = models.DateTimeField("eerste poging", null=True, blank=True)
    sent_at = models.DateTimeField("verstuurd op", null=True, blank=True)
    given_up_at = models.DateTimeField("opgegeven op", null=True, blank=True)
    last_error = models.TextField("laatste fout", blank=True)

    objects: ClassVar[MailQuerySet] = MailQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "mail"
        verbose_name_plural = "mails"
        ordering = ("-queued_at", "-pk")
        constraints = (
            # One person, one mail a day; what can not wait has no day.
            models.UniqueConstraint(fields=("user", "day"), name="mail_one_a_day"),
        )
        indexes = (
            models.Index(
                fields=("next_try_at",), condition=Q(sent_at=None, given_up_at=None), name="mail_waiting_by_next_try"
            ),
        )

    def __str__(self) -> str:
        return self.told_to_others

    @property
    def is_of_own(self) -> bool:
        """True of what people of one partner tell each other: nobody else reads it, the administrator neither."""
        return any(OWN_KIND.match(row.kind) for row in self.notices.all())

    @property
    def told_to_others(self) -> str:
        """The subject, as the administrator may read it."""
        return OF_OWN if self.is_of_own else self.subject


class NoticeQuerySet(models.QuerySet["Notice"]):
    def waiting(self) -> "NoticeQuerySet":
        """Those that go with the mail of the day."""
        return self.filter(mail=None, silent=False)


class Notice(models.Model):
    """One thing that one person was told about one date; never twice (a new date is a new notice)."""

    class Sort(models.TextChoices):
        DECISION = "decision", "besluit over eigen werk"
        DEADLINE = "deadline", "termijn"
        NEWS = "news", "nieuws"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="notices", verbose_name="persoon"
    )
    covenant = models.ForeignKey(
        Covenant, on_delete=models.CASCADE, related_name="notices", verbose_name="prestatieafspraken"
    )
    kind = models.CharField("wat", max_length=40)
    subject = models.CharField("waarover", max_length=60)
    for_date = models.DateField("voor de datum")
    sort = models.CharField("soort", max_length=8, choices=Sort)
    title = models.CharField("onderwerp", max_length=250)
    text = models.TextField("tekst")
    address = models.CharField("pagina", max_length=250, blank=True)
    queued_at = models.DateTimeField("klaargezet op", default=clock.now)
    mail = models.ForeignKey(
        Mail, on_delete=models.SET_NULL, null=True, blank=True, related_name="notices", verbose_name="mail"
    )
    # The person chose not to hear this, or it fell away before its mail went: known, so that nothing old is told later.
    silent = models.BooleanField("niet gemaild", default=False)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "bericht"
        verbose_name_plural = "berichten"
        ordering = ("queued_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("user", "kind", "subject", "for_date"), name="notice_once_per_date"),
        )
        indexes = (
            models.Index(fields=("user",), condition=Q(mail=None, silent=False), name="notice_waiting_for_its_mail"),
        )

    def __str__(self) -> str:
        return f"{self.title} ({self.user})"


class CalendarRun(models.Model):
    """One time that `run_calendar` went through all that time brings about."""

    day = models.DateField("tot en met dag")
    finished_at = models.DateTimeField("klaar op", default=clock.now)
    # Where it went wrong: the covenant's address, and the last day that was gone through there ("2026-06-22").
    faults = models.JSONField("misgegaan bij", default=dict, blank=True)

    class Meta:
        verbose_name = "ronde van de kalender"
        verbose_name_plural = "rondes van de kalender"
        ordering = ("-finished_at", "-pk")

    def __str__(self) -> str:
        return f"{self.day:%Y-%m-%d}"

    @classmethod
    def latest_day(cls) -> "CalendarRun | None":
        """The newest round of the last day that was gone through; None before the first time."""
        return cls.objects.order_by("-day", "-pk").first()

    @property
    def behind(self) -> dict[str, date]:
        """The last day that was gone through for the covenants in which it went wrong, by their address."""
        return {slug: date.fromisoformat(day) for slug, day in self.faults.items()}
