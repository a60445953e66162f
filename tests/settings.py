"""Settings of the tests: the portal's own, with quick passwords and files in a temporary folder."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("SECRET_KEY", "tests-only")
os.environ.setdefault("AXES_ENABLED", "off")
from portal.settings import *  # noqa: F403
from portal.settings import API_CALLS_A_MINUTE, DATABASES, STORAGES

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = tempfile.mkdtemp(prefix="ieum-test-")
atexit.register(shutil.rmtree, MEDIA_ROOT, ignore_errors=True)
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
WHITENOISE_AUTOREFRESH = True
ACCOUNT_RATE_LIMITS = False
API_CALLS_A_MINUTE = dict.fromkeys(API_CALLS_A_MINUTE, 1_000_000)
DATABASES["default"]["CONN_MAX_AGE"] = 0
# The first page of a run imports everything inside a test's transaction: seconds, on a busy machine many.
DATABASES["default"]["OPTIONS"]["options"] += " -c idle_in_transaction_session_timeout=60000"
DATABASES["default"]["TEST"] = {"NAME": os.environ.get("IEUM_TEST_DB", "test_ieum")}
