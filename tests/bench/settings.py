"""The portal's settings and, beside them, the floors that its acts are measured against."""

from portal.settings import *  # noqa: F403
from portal.settings import API_CALLS_A_MINUTE, DATABASES, INSTALLED_APPS, STATIC_ROOT, STORAGES

INSTALLED_APPS = [*INSTALLED_APPS, "tests.bench.floor"]
ROOT_URLCONF = "tests.bench.urls"
# Seeding makes thousands of rows between two statements of a transaction.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=120000"
API_CALLS_A_MINUTE = dict.fromkeys(API_CALLS_A_MINUTE, 1_000_000)
if not (STATIC_ROOT / "staticfiles.json").exists():
    STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
