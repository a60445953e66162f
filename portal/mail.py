"""Settings of the mail provider: one name for its key, whatever the provider's package calls it."""

KEY_NAMES = {
    "brevo": ("BREVO_API_KEY",),
    "mailersend": ("MAILERSEND_API_TOKEN",),
    "mailgun": ("MAILGUN_API_KEY",),
    "mailjet": ("MAILJET_API_KEY", "MAILJET_SECRET_KEY"),
    "mandrill": ("MANDRILL_API_KEY",),
    "postal": ("POSTAL_API_KEY",),
    "postmark": ("POSTMARK_SERVER_TOKEN",),
    "resend": ("RESEND_API_KEY",),
    "sparkpost": ("SPARKPOST_API_KEY",),
    "unisender_go": ("UNISENDER_GO_API_KEY",),
}
"""What each provider calls its key, and its second one if any. Amazon SES reads boto3's variables."""
TIMEOUTS = (3, 10)
"""Seconds to connect, and to wait for an answer."""


def provider_of(backend: str) -> str:
    """The provider of `anymail.backends.<provider>.EmailBackend`; empty for any other backend."""
    package, _dot, rest = backend.partition(".backends.")
    return rest.partition(".")[0] if package == "anymail" else ""


def provider_settings(backend: str, *, key: str, secret: str, url: str, domain: str) -> dict[str, object]:
    """Anymail's settings for this backend; only its timeouts for any other.

    Raises ValueError with a sentence that names what is missing or unknown.
    """
    found: dict[str, object] = {"REQUESTS_TIMEOUT": TIMEOUTS}
    provider = provider_of(backend)
    if not provider or provider == "amazon_ses":
        return found
    if provider not in KEY_NAMES:
        raise ValueError(
            f"EMAIL_DELIVERY_BACKEND: {provider} is not one of {', '.join(sorted(KEY_NAMES))}, amazon_ses"
        )
    names = KEY_NAMES[provider]
    for name, variable, value in zip(
        names, ("EMAIL_API_KEY", "EMAIL_API_SECRET"), (key, secret), strict=False
    ):
        if not value:
            raise ValueError(f"{variable} is required for mail through {provider}")
        found[name] = value
    prefix = provider.upper()
    if url:
        found[f"{prefix}_API_URL"] = url
    if domain:
        found[f"{prefix}_SENDER_DOMAIN"] = domain
    return found
