"""One encoding for all that arrives; imported before Django is set up, it knows no settings and no models."""

from collections.abc import Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.utils.http import parse_header_parameters


def one_encoding(application: WSGIApplication) -> WSGIApplication:
    """The application, with every request read as UTF-8, whatever it declares: all pages send it.

    A declared `charset` could name a codec that is none of text, or smuggle in what UTF-8 refuses, and Django
    decodes with it before any middleware runs.
    """

    def read(environ: WSGIEnvironment, start: StartResponse) -> Iterable[bytes]:
        declared = environ.get("CONTENT_TYPE") or ""
        if "charset" in declared.lower() or "*" in declared:
            environ["CONTENT_TYPE"] = _plain_type(declared)
        return application(environ, start)

    return read


def _plain_type(declared: str) -> str:
    """The media type with its boundary only."""
    try:
        kind, parameters = parse_header_parameters(declared)
    except ValueError:
        return declared.partition(";")[0].strip()
    boundary = parameters.get("boundary", "")
    return f'{kind}; boundary="{boundary}"' if boundary and '"' not in boundary else kind
