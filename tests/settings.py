"""The product's own settings, with secrets of no worth and everything kept apart from a real installation."""

import hashlib
import os
import tempfile
from pathlib import Path

_here = hashlib.sha256(str(Path(__file__).resolve()).encode()).hexdigest()[:8]
_worker = os.environ.get("PYTEST_XDIST_WORKER", "alone")  # each has files of its own, as it has a database
_data = Path(tempfile.gettempdir()) / f"online-lives-tests-{os.getuid()}-{_here}" / _worker
(_data / "static").mkdir(parents=True, exist_ok=True)
os.environ.update(
    ONLINELIVES_MODE="local",
    ONLINELIVES_DATA=str(_data),
    ONLINELIVES_SECRET_KEY="tests-only-" * 6,
    ONLINELIVES_TRAIL_KEYS="1:" + "01" * 32,
    ONLINELIVES_SEALED_KEYS="1:" + "02" * 32,
)

from onlinelives.config.settings import *  # noqa: E402, F403
from onlinelives.config.settings import CACHES, DATABASES, STORAGES  # noqa: E402

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
SECOND_FACTOR_REQUIRED = False  # the tests of the second step switch it on
CACHES = {**CACHES, "charts": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
DATABASES["default"]["CONN_MAX_AGE"] = 0  # threads of tests and of a live server come and go
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(_data / "test.sqlite3")}
    # The data lives for minutes, so nobody waits for the disk.
    kept = DATABASES["default"]["OPTIONS"]["init_command"]
    DATABASES["default"]["OPTIONS"]["init_command"] = kept.replace("synchronous=FULL", "synchronous=OFF")
