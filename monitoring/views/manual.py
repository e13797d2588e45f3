"""Hulp: the handleiding, and the words of the trade."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from agreements.glossary import WORDS
from agreements.models import Term
from monitoring import handbook


@login_required
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "monitoring/help/index.html", {"chapters": handbook.chapters()})


@login_required
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """All words, and what the covenants of this person define themselves."""
    terms = Term.objects.visible_to(request.user).select_related("covenant").order_by("covenant__title", "term")
    context = {"words": WORDS.values(), "terms": terms}
    return render(request, "monitoring/help/words.html", context)


@login_required
@require_safe
def chapter(request: HttpRequest, slug: str) -> HttpResponse:
    found = handbook.chapter(slug)
    if found is None:
        raise Http404
    return render(request, "monitoring/help/chapter.html", {"chapter": found, "chapters": handbook.chapters()})
