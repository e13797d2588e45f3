"""Reading the pages of requests and offers as one person."""

from typing import Any

from django.test import Client

from monitoring.models import Contribution

BASE = "/druten-2025-2028/overzichten/2027"


def page_of(row: Contribution) -> str:
    return f"/hulpvragen/{row.pk}/"


def text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def by(client: Client, person: Any) -> Client:
    client.force_login(person)
    return client
