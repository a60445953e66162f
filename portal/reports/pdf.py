"""HTML to PDF. The only module that imports WeasyPrint; it runs in a process of its own, without Django.

Nothing is fetched but the assets named here and `data:` addresses; everything else is refused.
"""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar

import pikepdf
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

STATIC = Path(__file__).resolve().parents[2] / "static"
BASE = "asset:/"
ASSETS = {
    f"{BASE}{path.name}": path
    for folder in ("fonts/pdf", "img")
    for path in sorted((STATIC / folder).glob("*"))
}
STYLESHEET = STATIC / "css" / "report.css"
Progress = Callable[[str], None]


class Refusing(URLFetcher):
    """A fetcher that knows a few files by name, takes `data:` apart, and refuses everything else."""

    refused: ClassVar[list[str]] = []

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["data"], allow_redirects=False)

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        """The named asset. Raises ValueError for anything else, which WeasyPrint reports and leaves out."""
        if url in ASSETS:
            return URLFetcherResponse(url, ASSETS[url].read_bytes())
        if url.startswith("data:"):
            return super().fetch(url, headers)
        self.refused.append(url[:200])
        raise ValueError("only named assets and data: are fetched")


class Press:
    """Fonts and style sheet, read once; then any number of prints."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._style = CSS(
            string=STYLESHEET.read_text("utf-8"),
            base_url=BASE,
            url_fetcher=Refusing(),
            font_config=self._fonts,
        )

    def warm(self) -> None:
        """Print a line, so that everything loaded lazily is loaded; then keep the collector away from it."""
        self.print("<html lang=ko><title>-</title><p>가나다 abc 123 <b>가나다 漢字</b>", identifier="warm")
        gc.collect()
        gc.freeze()

    def print(
        self, html: str, *, identifier: str, progress: Progress = lambda step: None
    ) -> tuple[bytes, int]:
        """The tagged PDF (PDF/UA-1) and its number of pages; the same HTML gives the same bytes."""
        collecting = gc.isenabled()
        gc.disable()  # nothing of a print is garbage before its end
        try:
            document = HTML(string=html, base_url=BASE, url_fetcher=Refusing()).render(
                stylesheets=[self._style], font_config=self._fonts, optimize_images=False
            )
            progress("writing")
            raw = document.write_pdf(
                pdf_variant="pdf/ua-1", pdf_identifier=identifier.encode(), uncompressed_pdf=True
            )  # `finished` compresses, once
            return finished(raw), len(document.pages)
        finally:
            if collecting:
                gc.enable()


def finished(raw: bytes) -> bytes:
    """The file with what WeasyPrint leaves out: the scope of every table header, and compact streams."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if root is not None:
            for header, row in _headers(root, None):
                scope = "/Column" if row is not None and row.get("/S") == "/THead" else "/Row"
                header["/A"] = pikepdf.Dictionary(O=pikepdf.Name("/Table"), Scope=pikepdf.Name(scope))
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()


def _headers(root: Any, group: Any) -> Iterator[tuple[Any, Any]]:
    """Every TH below an element, with the row group it stands in."""
    waiting = [(root, group)]
    while waiting:
        element, inside = waiting.pop()
        kind = element.get("/S")
        if kind == "/TH":
            yield element, inside
        if kind in ("/THead", "/TBody"):
            inside = element
        kids = element.get("/K")
        if isinstance(kids, pikepdf.Dictionary):
            kids = [kids]
        if isinstance(kids, pikepdf.Array | list):
            waiting.extend(
                (kid, inside) for kid in kids if isinstance(kid, pikepdf.Dictionary) and "/S" in kid
            )
