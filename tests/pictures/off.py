"""Settings of a second server: errors as people see them, with `DEBUG` off, on the demo of the first."""

from druten import settings as real
from tests.settings import *  # noqa: F403

DATABASES = real.DATABASES
DEMO_DATE, DEMO_DATE_ALLOWED = real.DEMO_DATE, True
PASSWORD_HASHERS = real.PASSWORD_HASHERS
# The people of the demo have no second step, as in the demo itself.
MIDDLEWARE = [it for it in real.MIDDLEWARE if not it.endswith("SecondFactorMiddleware")]
ROOT_URLCONF = "tests.pictures.off_urls"
WHITENOISE_USE_FINDERS = True
