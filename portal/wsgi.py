"""The WSGI entry point of the web process."""

import os

from django.core.wsgi import get_wsgi_application
from django.urls import get_resolver

from core.encoding import one_encoding
from core.garbage import spare_the_living

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
application = one_encoding(get_wsgi_application())
get_resolver().url_patterns  # noqa: B018 - every view and what it imports, before the first request
spare_the_living()
