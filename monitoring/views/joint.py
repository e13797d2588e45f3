"""The joint overview of a year: what came in, the published versions, one version, the PDFs."""

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET

from agreements.access import remembered
from agreements.models import Covenant
from calendar_cycle.kinds import MilestoneKind
from calendar_cycle.models import Assignment, Distribution, Milestone, Submission
from druten import clock
from monitoring import bundling
from monitoring.documents import overview as document
from monitoring.models import Publication
from monitoring.views.joint_approve import may_sign_at


@login_required
@require_GET
def latest(request: HttpRequest, covenant: str) -> HttpResponse:
    """Goes to the year that is being planned, or the last one that was."""
    row = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    years = [step.subject_year or 0 for step in _steps(request, row) if step.kind == MilestoneKind.OVERVIEW]
    if not years:
        raise Http404
    return redirect("monitoring:joint", row.slug, min(max(years[0], clock.today().year + 1), years[-1]))


@login_required
@require_GET
def joint(request: HttpRequest, covenant: str, year: int) -> HttpResponse:
    row = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    steps = _steps(request, row)
    rounds = [step for step in steps if step.kind == MilestoneKind.OVERVIEW]
    bundle = next((step for step in steps if step not in rounds and step.subject_year == year), None)
    milestone = next((step for step in rounds if step.subject_year == year), None)
    if milestone is None:
        raise Http404
    versions = Publication.objects.visible_to(request.user).filter(
        covenant=row, kind=Publication.Kind.OVERVIEW, subject_year=year
    )
    context = {
        "covenant": row,
        "year": year,
        "rounds": rounds,
        "milestone": milestone,
        "extended": _extended(request, milestone),
        "bundle": _came_in(request, row, year),
        "taken_over": _taken_over(request, milestone) if milestone.before_use else set(),
        "distributions": _distributions(request, row, year).defer("pdf").order_by("-number"),
        "versions": versions.defer("pdf", "content").order_by("-version"),
    }
    with remembered(request.access):  # type: ignore[attr-defined]
        context["may_sign"] = may_sign_at(bundle, request.user)  # type: ignore[arg-type]
    return render(request, "monitoring/joint/joint.html", context)


@login_required
@require_GET
def version(request: HttpRequest, covenant: str, year: int, version: int) -> HttpResponse:
    publication = _publication(request, covenant, year, version)
    context = {
        "covenant": publication.covenant,
        "year": year,
        "publication": publication,
        "bundle": bundling.from_json(publication.content),
    }
    return render(request, "monitoring/joint/version.html", context)


@login_required
@require_GET
def version_pdf(request: HttpRequest, covenant: str, year: int, version: int) -> HttpResponse:
    publication = _publication(request, covenant, year, version)
    return _pdf(bytes(publication.pdf), f"activiteitenoverzicht-{year}-versie-{version}.pdf")


@login_required
@require_GET
def came_in_pdf(request: HttpRequest, covenant: str, year: int) -> HttpResponse:
    row = request.access.covenant_or_404(covenant)  # type: ignore[attr-defined]
    bundle = _came_in(request, row, year)
    if not bundle.parts:
        raise Http404
    return _pdf(document.pdf(bundle, version=None, published_on=None), f"wat-binnenkwam-{year}.pdf")


@login_required
@require_GET
def distribution_pdf(request: HttpRequest, covenant: str, year: int, number: int) -> HttpResponse:
    """What was sent round, as it was then."""
    row = get_object_or_404(Covenant.objects.visible_to(request.user), slug=covenant)
    sent = get_object_or_404(_distributions(request, row, year), number=number)
    return _pdf(bytes(sent.pdf), f"activiteitenoverzicht-{year}-rondgestuurd-{number}.pdf")


def _distributions(request: HttpRequest, covenant: Covenant, year: int) -> QuerySet[Distribution]:
    rows = Distribution.objects.visible_to(request.user)
    return rows.filter(milestone__cycle__covenant=covenant, milestone__subject_year=year)


def _steps(request: HttpRequest, covenant: Covenant) -> list[Milestone]:
    """The overviews of the covenant and their bundlings, by the year that they are about."""
    kinds = (MilestoneKind.OVERVIEW, MilestoneKind.BUNDLE)
    rows = Milestone.objects.visible_to(request.user).filter(cycle__covenant=covenant, kind__in=kinds)
    return list(rows.select_related("cycle__covenant").order_by("subject_year"))


def _extended(request: HttpRequest, milestone: Milestone) -> list[Assignment]:
    """The shares of which a longer deadline was asked or given."""
    rows = Assignment.objects.visible_to(request.user).filter(milestone=milestone, extensions__isnull=False)
    return list(rows.with_everything().distinct().order_by("pk"))


def _taken_over(request: HttpRequest, milestone: Milestone) -> set[str]:
    """The partners (by slug) of whom what stands is from before taking into use."""
    rows = Submission.objects.visible_to(request.user).taken_over().filter(assignment__milestone=milestone)
    return set(rows.values_list("assignment__partner__slug", flat=True))


def _came_in(request: HttpRequest, covenant: Covenant, year: int) -> bundling.Bundle:
    """The latest hand-ins that this reader may see."""
    rows = Submission.objects.visible_to(request.user).latest_of_each()
    rows = rows.filter(
        assignment__milestone__cycle__covenant=covenant,
        assignment__milestone__kind=MilestoneKind.OVERVIEW,
        assignment__milestone__subject_year=year,
    ).select_related("assignment__partner")
    return bundling.of_submissions(covenant, year, list(rows.order_by("assignment")), reader=request.user)


def _publication(request: HttpRequest, covenant: str, year: int, version: int) -> Publication:
    rows = Publication.objects.visible_to(request.user).select_related("covenant")
    return get_object_or_404(
        rows, covenant__slug=covenant, kind=Publication.Kind.OVERVIEW, subject_year=year, version=version
    )


def _pdf(content: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)
