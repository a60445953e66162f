"""A mail provider is set by the environment alone."""

import pytest
from anymail.message import AnymailMessage
from django.core.mail import get_connection
from django.test import override_settings
from django.utils.module_loading import import_string

from portal.mail import KEY_NAMES, TIMEOUTS, provider_of, provider_settings


def _backend(provider: str) -> str:
    return f"anymail.backends.{provider}.EmailBackend"


@pytest.mark.parametrize("provider", sorted(KEY_NAMES))
def test_every_provider_starts_with_the_key_from_the_environment(provider: str) -> None:
    found = provider_settings(
        _backend(provider),
        key="a-key",
        secret="b-key",
        url="https://mail.example/api/",
        domain="ieum.example",
    )
    with override_settings(ANYMAIL=found):
        connection = get_connection(_backend(provider))
    assert isinstance(connection, import_string(_backend(provider)))
    assert "a-key" in {str(value) for value in vars(connection).values()}
    assert found["REQUESTS_TIMEOUT"] == TIMEOUTS
    assert AnymailMessage(connection=connection).connection is connection


def test_smtp_and_the_demonstrations_own_backend_need_no_key() -> None:
    for backend in ("django.core.mail.backends.smtp.EmailBackend", "core.notices.backend.KeepBackend"):
        assert provider_of(backend) == ""
        assert provider_settings(backend, key="", secret="", url="", domain="") == {
            "REQUESTS_TIMEOUT": TIMEOUTS
        }


def test_amazon_takes_its_own_variables() -> None:
    assert provider_settings(_backend("amazon_ses"), key="", secret="", url="", domain="") == {
        "REQUESTS_TIMEOUT": TIMEOUTS
    }


@pytest.mark.parametrize(
    ("provider", "key", "words"),
    [
        ("postmark", "", "EMAIL_API_KEY is required for mail through postmark"),
        ("mailjet", "a-key", "EMAIL_API_SECRET is required for mail through mailjet"),
        ("pigeons", "a-key", "pigeons is not one of"),
    ],
)
def test_what_is_missing_is_named(provider: str, key: str, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        provider_settings(_backend(provider), key=key, secret="", url="", domain="")
