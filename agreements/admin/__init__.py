"""The admin pages of what was agreed; one file a subject."""

from agreements.admin import agreement, covenant, document, meeting, membership, partner

__all__ = ["agreement", "covenant", "document", "meeting", "membership", "partner"]
