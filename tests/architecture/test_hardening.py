"""What every answer carries, and what the settings must be."""

import pytest
from django.conf import settings
from django.test import Client

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
PAGES = (
    "/",
    "/accounts/login/",
    "/accounts/signup/",
    "/assessments/",
    "/suppliers/",
    "/no-such-page/",
    "/privacy/",
)


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_every_page_carries_its_headers(url: str) -> None:
    answer = Client().get(url)
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS
    assert "no-store" in answer["Cache-Control"]
    assert "camera=()" in answer["Permissions-Policy"]
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http:" not in policy
    assert "*" not in policy


@pytest.mark.django_db
@pytest.mark.parametrize("url", PAGES)
def test_no_page_needs_what_the_policy_forbids(url: str) -> None:
    body = Client().get(url).content.decode()
    assert " style=" not in body
    assert " onclick=" not in body
    assert "javascript:" not in body
    assert "<script>" not in body
    assert "<style" not in body
    assert 'src="http' not in body


def test_cookies_are_closed() -> None:
    assert settings.SESSION_COOKIE_HTTPONLY
    assert settings.SESSION_COOKIE_SAMESITE == settings.CSRF_COOKIE_SAMESITE == "Lax"
    assert settings.PUBLIC_URL.startswith("https://") == settings.SESSION_COOKIE_SECURE


def test_the_process_is_closed_by_default() -> None:
    assert settings.DEBUG is False
    assert "*" not in settings.ALLOWED_HOSTS
    assert settings.REST_FRAMEWORK["DEFAULT_PERMISSION_CLASSES"] == [
        "rest_framework.permissions.IsAuthenticated"
    ]
    assert settings.DATA_UPLOAD_MAX_MEMORY_SIZE <= 1_048_576
    assert settings.SESSION_COOKIE_AGE <= 12 * 3600
    middleware = settings.MIDDLEWARE
    assert middleware.index("django.middleware.security.SecurityMiddleware") == 0
    assert "csp.middleware.CSPMiddleware" in middleware
    assert "django.middleware.csrf.CsrfViewMiddleware" in middleware


def test_every_wait_on_the_database_ends() -> None:
    options = settings.DATABASES["default"]["OPTIONS"]
    assert options["connect_timeout"] == 3
    for name in ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"):
        assert name in options["options"]


@pytest.mark.django_db
def test_a_body_that_is_too_large_is_answered_in_words() -> None:
    body = "x=" + "1" * 2_000_000
    answer = Client().post("/accounts/login/", body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code in {400, 413}
    assert "<h1>" in answer.content.decode()
