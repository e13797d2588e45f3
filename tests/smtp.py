"""A real mail server for tests, on this machine, that can behave badly."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Handler:
    """Takes every message."""

    def __init__(self) -> None:
        self.raw: list[bytes] = []
        self.connections = 0

    @property
    def messages(self) -> list[EmailMessage]:
        return [message_from_bytes(row, policy=policy.default) for row in self.raw]  # type: ignore[misc]

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.raw.append(bytes(envelope.content or b""))
        return "250 OK"


class Refusing(Handler):
    """Not now: 451 to every recipient, as long as `closed`."""

    closed = True
    code = "451 Probeer het later"

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if self.closed:
            return self.code
        envelope.rcpt_tos.append(address)
        return "250 OK"


class UnknownAddress(Refusing):
    """Nobody lives there: 550."""

    code = "550 Onbekend adres"


class NoRelay(Refusing):
    """The server does not take mail from us: that is no fault of the address."""

    code = "554 5.7.1 Relay access denied"


class Dropping(Handler):
    """Takes the first message, and drops the line before its answer."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.raw) == 1 and server.transport is not None:
            server.transport.abort()
        return answer


class Slow(Handler):
    """Answers every command after `seconds`."""

    seconds = 0.3

    async def handle_EHLO(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        await asyncio.sleep(self.seconds)
        return await super().handle_EHLO(server, session, envelope, hostname, responses)

    async def handle_DATA(self, *args: Any) -> str:  # noqa: N802
        await asyncio.sleep(self.seconds)
        return await super().handle_DATA(*args)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def serving(handler: Handler, settings: Any) -> Iterator[Handler]:
    """Within the block Django's mail goes to this server."""
    port = free_port()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", port, 5
    try:
        yield handler
    finally:
        controller.stop()
