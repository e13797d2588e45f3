from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "druten.accounts"
    label = "accounts"
    verbose_name = "Gebruikers"
