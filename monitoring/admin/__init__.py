"""What the working group manages of plans and figures, in Django's admin."""

from monitoring.admin import accent, indicator, publication

__all__ = ["accent", "indicator", "publication"]
