"""XHTML to PDF. The only module that imports WeasyPrint; it runs in a process of its own, without Django.

Nothing is fetched but the assets named here and `data:` addresses; everything else is refused.
"""

import gc
import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, ClassVar
from xml.etree import ElementTree

import pikepdf
from cssselect2 import ElementWrapper
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher, URLFetcherResponse

ROOT = Path(__file__).resolve().parents[2]
BASE = "asset:/"
ASSETS = {f"{BASE}{path.name}": path for path in sorted((ROOT / "core" / "fonts").glob("*.[ot]tf"))}
STYLES = Path(__file__).resolve().parent / "styles"
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


class Page(HTML):
    """A well-formed page. Expat parses it, thirty times as fast as an HTML parser; `base` is what a browser
    knows of itself, in place of WeasyPrint's sheet, which gives every element five pseudo-elements.
    """

    def __init__(self, page: str, base: CSS) -> None:
        self.base_url, self.url_fetcher, self.media_type = BASE, Refusing(), "print"
        self.wrapper_element = ElementWrapper.from_html_root(
            ElementTree.fromstring(page),  # noqa: S314 - our own template, every text of others escaped
            content_language=None,
        )
        self.etree_element = self.wrapper_element.etree_element
        self._base = base

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [self._base]


class Press:
    """Fonts and style sheets, read once; then any number of prints."""

    def __init__(self) -> None:
        self._fonts = FontConfiguration()
        self._base, self._style = (
            CSS(
                string=(STYLES / name).read_text("utf-8"),
                base_url=BASE,
                url_fetcher=Refusing(),
                font_config=self._fonts,
            )
            for name in ("base.css", "report.css")
        )

    def warm(self) -> None:
        """Print a line, so that everything loaded lazily is loaded; then keep the collector away from it."""
        self.print((STYLES / "warm.html").read_text("utf-8"))
        gc.collect()
        gc.freeze()

    def print(self, page: str, *, progress: Progress = lambda step: None) -> tuple[bytes, int]:
        """The tagged PDF (PDF/UA-1) and its number of pages; the same page gives the same bytes.

        Raises ElementTree.ParseError for a page that is not well-formed.
        """
        collecting = gc.isenabled()
        gc.disable()  # nothing of a print is garbage before its end
        try:
            document = Page(page, self._base).render(
                stylesheets=[self._style], font_config=self._fonts, optimize_images=False
            )
            progress("writing")
            # `finished` compresses, once, and makes the identifier: here it would cost a second writing.
            raw = document.write_pdf(pdf_variant="pdf/ua-1", uncompressed_pdf=True)
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
