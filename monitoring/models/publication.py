"""Joint, published, unchangeable."""

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from agreements import reach
from agreements.models import Covenant, Partner
from druten import clock

if TYPE_CHECKING:
    from agreements.access import Person


class PublishedForGood(Exception):
    """Someone tried to change or remove what was published."""


class PublicationQuerySet(models.QuerySet["Publication"]):
    @reach.read_once
    def visible_to(self, user: "Person") -> "PublicationQuerySet":
        """What is published is for everybody in the covenant."""
        return self.filter(reach.in_sight(user))

    def latest(self, covenant: Covenant, kind: str, year: int | None) -> "Publication | None":  # type: ignore[override]
        """The highest version, which is what holds; None when nothing was published yet."""
        return self.filter(covenant=covenant, kind=kind, subject_year=year).order_by("version").last()

    def update(self, **_: Any) -> NoReturn:
        raise PublishedForGood("a publication can not be changed")

    def delete(self) -> NoReturn:
        raise PublishedForGood("a publication can not be removed")

    def bulk_update(self, *_: Any, **__: Any) -> NoReturn:
        raise PublishedForGood("a publication can not be changed")


class Publication(models.Model):
    """A joint document as it was published: canonical JSON, its hash, and its PDF."""

    class Kind(models.TextChoices):
        OVERVIEW = "overview", "gezamenlijk activiteitenoverzicht"
        RESULTS = "results", "gezamenlijke resultaten"
        EVALUATION = "evaluation", "tussenevaluatie"
        FINAL = "final", "eindverslag"

    covenant = models.ForeignKey(
        Covenant, on_delete=models.PROTECT, related_name="publications", verbose_name="prestatieafspraken"
    )
    kind = models.CharField("soort", max_length=10, choices=Kind)
    subject_year = models.PositiveSmallIntegerField("gaat over", null=True, blank=True)
    version = models.PositiveSmallIntegerField("versie")
    schema = models.PositiveSmallIntegerField("vorm", default=1)
    content = models.TextField("inhoud")
    sha256 = models.CharField("controlegetal", max_length=64)
    pdf = models.BinaryField("PDF")
    published_at = models.DateTimeField("gepubliceerd op", default=clock.now)
    reason = models.TextField("reden van deze versie", blank=True)
    taken_over = models.BooleanField("overgenomen van vóór ingebruikname", default=False)

    objects: ClassVar[PublicationQuerySet] = PublicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        verbose_name = "publicatie"
        verbose_name_plural = "publicaties"
        ordering = ("covenant", "kind", "subject_year", "version")
        constraints = (
            models.UniqueConstraint(
                fields=("covenant", "kind", "subject_year", "version"),
                condition=Q(subject_year__isnull=False),
                name="publication_version_once_a_year",
            ),
            models.UniqueConstraint(
                fields=("covenant", "kind", "version"),
                condition=Q(subject_year=None),
                name="publication_version_once",
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.subject_year or ''} versie {self.version}".replace("  ", " ")

    def get_absolute_url(self) -> str:
        return reverse("monitoring:publication", args=[self.covenant.slug, self.subject_year, self.version])

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise PublishedForGood("a publication can not be changed")
        super().save(*args, **kwargs)

    def delete(self, *_: Any, **__: Any) -> NoReturn:
        raise PublishedForGood("a publication can not be removed")


class PublicationApproval(models.Model):
    """A second pair of eyes on a content that is about to be published."""

    content_hash = models.CharField("controlegetal", max_length=64)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="persoon"
    )
    # For whom he worked when signing: who leaves afterwards does not become a stranger to the colleagues.
    partners = models.ManyToManyField(Partner, related_name="+", verbose_name="namens")
    at = models.DateTimeField("wanneer", default=clock.now)

    class Meta:
        verbose_name = "akkoord op publicatie"
        verbose_name_plural = "akkoorden op publicatie"
        constraints = (models.UniqueConstraint(fields=("content_hash", "user"), name="approval_once_per_person"),)

    def __str__(self) -> str:
        return f"{self.content_hash[:12]} {self.user}"
