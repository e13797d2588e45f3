from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in


class AccountsConfig(AppConfig):
    name = "druten.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"

    def ready(self) -> None:
        from druten.accounts import lifetime

        user_logged_in.connect(lifetime.begin, dispatch_uid="lifetime")
