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
from weasyprint import CSS, HTML, svg
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


class Whole(str):
    """A text that counts as a single letter."""

    def __iter__(self) -> Iterator[str]:
        yield str(self)


def whole_text(drawing: Any, node: Any, font_size: float) -> None:
    """Draw a text of a drawing in one piece. WeasyPrint lays out, measures and draws each letter by itself,
    for letters that have a place of their own; ours have none.
    """
    if node.text:
        node._etree_node.text = Whole(node.text)
    _letters(drawing, node, font_size)


_letters = svg.text
svg.text = svg.TAGS["text"] = whole_text


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
        """Print a page with each size and weight of letters, so that everything loaded lazily is loaded; then
        keep the collector away from it."""
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
            raw = document.write_pdf(finisher=scopes, pdf_variant="pdf/ua-1", uncompressed_pdf=True)
            return finished(raw), len(document.pages)
        finally:
            if collecting:
                gc.enable()


def scopes(_document: object, pdf: Any) -> None:
    """Give every table header of the structure its scope, which WeasyPrint leaves out."""
    for each in pdf.objects:
        if isinstance(each, dict) and each.get("S") == "/TH":
            group = _above(pdf, _above(pdf, each))
            each["A"]["Scope"] = "/Column" if group["S"] == "/THead" else "/Row"


def _above(pdf: Any, element: Any) -> Any:
    """The element that holds this one: its reference begins with its number."""
    return pdf.objects[int(element["P"].split()[0])]


def finished(raw: bytes) -> bytes:
    """The same file with compact streams and an identifier made of what it says."""
    with pikepdf.open(io.BytesIO(raw)) as pdf:
        out = io.BytesIO()
        pdf.save(
            out,
            deterministic_id=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            compress_streams=True,
        )
    return out.getvalue()
