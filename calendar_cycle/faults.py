"""What goes wrong in one covenant stays there: it is undone, logged and named, and the round goes on for the others."""

import logging
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext

from django.db import transaction

from agreements.models import Covenant

log = logging.getLogger(__name__)

Apart = Callable[[Covenant], AbstractContextManager[None]]


def together(covenant: Covenant) -> AbstractContextManager[None]:
    """Sets nothing apart: what goes wrong stops all of it."""
    return nullcontext()


class Faults:
    """The covenants in which a round went wrong, each with the kind of its first error."""

    def __init__(self) -> None:
        self.of: dict[Covenant, str] = {}

    @contextmanager
    def apart(self, covenant: Covenant) -> Iterator[None]:
        """Around a part of the round of one covenant: all of it is done, or nothing and it is noted. Raises nothing."""
        try:
            with transaction.atomic():
                yield
        except Exception as error:  # whatever it is: the other covenants are waiting
            log.exception("the round went wrong for %s", covenant.slug)
            self.of.setdefault(covenant, type(error).__name__)
