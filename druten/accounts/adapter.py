"""How allauth behaves here."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class InvitedOnlyAdapter(DefaultAccountAdapter):
    """Nobody signs up by himself: people are invited or made by an administrator."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False
