"""Two tabs at one moment, the same way each time.

Threads that race show a missing lock only when they are lucky. Here the second deed comes in at the worst
moment there is: when the first has looked, and is about to write.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from threading import Thread
from typing import Any

from django.db import OperationalError, connection, connections

WRITES = ("INSERT", "UPDATE", "DELETE")


class Second:
    """A deed that comes in on a connection of its own, before the first write of another's."""

    def __init__(self, deed: Callable[[], object]) -> None:
        self.deed = deed
        self.has_come = self.was_held = False
        self.faults: list[Exception] = []

    def before_the_first_write(self, execute: Callable[..., Any], sql: str, params: Any, *more: Any) -> Any:
        """Stands around each query of the first (`connection.execute_wrapper`)."""
        if not self.has_come and sql.lstrip().upper().startswith(WRITES):
            self.come()
        return execute(sql, params, *more)

    def come(self) -> None:
        self.has_come = True
        # With the clock and the silence of the one who plays.
        thread = Thread(target=copy_context().run, args=(self.run,))
        thread.start()
        thread.join(timeout=60)
        assert not thread.is_alive()

    def run(self) -> None:
        try:
            with connection.cursor() as cursor:
                cursor.execute("SET lock_timeout = '20ms'")
            self.deed()
        except OperationalError as held:
            # The first holds the row: in real life the second waits now, and goes on when the first is done.
            self.was_held = "lock timeout" in str(held)
            self.faults += [] if self.was_held else [held]
        except Exception as fault:
            self.faults.append(fault)
        finally:
            connections.close_all()


@contextmanager
def meanwhile(deed: Callable[[], object]) -> Iterator[Second]:
    """Within the block the deed comes in between; who was held by a lock does it after the block."""
    second = Second(deed)
    with connection.execute_wrapper(second.before_the_first_write):
        yield second
    if second.faults:
        raise second.faults[0]
    if second.was_held or not second.has_come:
        deed()
