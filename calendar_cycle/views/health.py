"""Whether the site is well, for who watches over it: no names of people, no content."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calendar_cycle import health as rules


@require_safe
@never_cache
def health(request: HttpRequest) -> JsonResponse:
    """200 when all is well, 503 when the calendar is silent or went wrong somewhere, or mail is stuck."""
    found = rules.now()
    told = {
        "well": found.is_well,
        "calendar": {"last_run": found.last_run.isoformat() if found.last_run else None, "silent": found.is_silent},
        "faults": list(found.faults),
        "mail": {"waiting": found.waiting, "stuck": found.stuck, "given_up": found.given_up},
    }
    return JsonResponse(told, status=200 if found.is_well else 503)
