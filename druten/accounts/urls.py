"""Logging in and out, one's password and second factor; nobody signs up, so the rest of allauth has no address."""

from allauth.account import views
from django.urls import include, path, re_path

from druten.accounts import demo, taking_away

urlpatterns = [
    path("login/", demo.LoginView.as_view(), name="account_login"),
    path("login/code/", views.request_login_code, name="account_request_login_code"),
    path("login/code/confirm/", views.confirm_login_code, name="account_confirm_login_code"),
    # Before allauth's own of the same addresses.
    path("tweede-stap/totp/deactivate/", taking_away.app, name="mfa_deactivate_totp"),
    path("tweede-stap/webauthn/keys/<int:pk>/remove/", taking_away.passkey, name="mfa_remove_webauthn"),
    path("tweede-stap/", include("allauth.mfa.urls")),
    path("logout/", views.logout, name="account_logout"),
    path("inactive/", views.account_inactive, name="account_inactive"),
    path("reauthenticate/", views.reauthenticate, name="account_reauthenticate"),
    path("password/change/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/done/", views.password_reset_done, name="account_reset_password_done"),
    path("password/reset/key/done/", views.password_reset_from_key_done, name="account_reset_password_from_key_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
]
