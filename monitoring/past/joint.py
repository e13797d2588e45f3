"""The joint overview of a year from before taking into use, as version 1 that nobody is mailed about."""

from calendar_cycle.models import Milestone
from druten import clock
from druten.accounts.models import User
from monitoring import bundling, publishing
from monitoring.documents import overview as document
from monitoring.models import Publication


def take_over(milestone: Milestone, *, by: User, pdf: bytes | None = None) -> Publication:
    """Publishes what was taken over; within the transaction of the plans.

    Args:
        pdf: the document as it was then; without one it is made.

    Raises:
        NotAllowed: when the door of the step says no.
    """
    covenant, year = milestone.covenant, milestone.subject_year or 0
    bundle = bundling.build(covenant, year)
    content = bundling.as_json(bundle)
    made = pdf or document.pdf(bundle, version=1, published_on=clock.today(), taken_over=True)
    publication = Publication.objects.create(
        covenant=covenant,
        kind=Publication.Kind.OVERVIEW,
        subject_year=year,
        version=1,
        schema=bundling.SCHEMA,
        content=content,
        sha256=bundling.hash_of(content),
        pdf=made,
        published_at=clock.now(),
        taken_over=True,
    )
    milestone.perform("take_over", by=by, message=f"{publication}, overgenomen")
    publishing.sync_results(covenant, year)
    return publication
