"""The project's settings with what tests need: no https, quick passwords, mail in a list."""

import os
import tempfile

os.environ.setdefault("DEBUG", "1")

from druten.settings import *  # noqa: F403

DEBUG = False
DEMO_DATE = None
DEMO_DATE_ALLOWED = False
ALLOWED_HOSTS = ["*"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False  # type: ignore[assignment]
# What tests attach is nobody's.
MEDIA_ROOT = tempfile.mkdtemp(prefix="bijlagen-")
