"""QR codes as drawings."""

from io import BytesIO

import segno
from django.utils.safestring import SafeString


def qr(address: str) -> SafeString:
    """The address as a QR code in SVG, error correction M, with the quiet zone it needs."""
    out = BytesIO()
    segno.make(address, error="m", micro=False).save(
        out,
        "svg",
        scale=3,
        border=4,
        dark="#1e2124",
        light="#ffffff",
        title=address,
        omitsize=True,
        xmldecl=False,
    )
    return SafeString(out.getvalue().decode())
