"""The WSGI entry point: `gunicorn druten.wsgi`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "druten.settings")

application = get_wsgi_application()
