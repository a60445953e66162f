"""Office and HWPX files: ZIP packages, read by their list of parts and never unpacked as a whole."""

import io
import re
import zipfile
import zlib

from core.uploads.unfit import unfit

MOST_PARTS = 3_000
LARGEST_UNPACKED = 300 * 1024 * 1024
LARGEST_RATIO = 200
"""How far a part over one megabyte may unpack; drawings and tables in XML reach about fifty."""
_SMALL = 1024 * 1024
_READ = 256 * 1024
_MAIN = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_MACRO = re.compile(
    r"vbaproject|vbadata|/activex/|/macrosheets/|\.(bin\.exe|exe|dll|scr|com|bat|cmd|vbs|ps1|jar|msi)$", re.I
)
_EMPTY_SCRIPT = re.compile(
    r"/\*.*?\*/|//[^\n]*|var\s+Documents\s*=\s*XHwpDocuments\s*;|var\s+Document\s*=\s*Documents\s*\.\s*"
    r"Active_XHwpDocument\s*;|function\s+\w+\s*\(\s*\)\s*\{\s*\}",
    re.S,
)
"""What the word processor writes into every document where nobody wrote a script."""


def code_of(data: bytes) -> str:
    """The kind of a package: docx, xlsx, pptx or hwpx.

    Refused `unknown` for other archives, `damaged`, `locked`, `macro`, `unpacks` (a bomb, by what it says of
    itself; the parts that are read are read to a bound).
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _code(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, ValueError, RuntimeError):
        raise unfit("damaged") from None


def _code(archive: zipfile.ZipFile) -> str:
    parts = archive.infolist()
    names = {each.filename for each in parts}
    code = "hwpx" if "mimetype" in names and _is_hwpx(archive) else _open_xml(names)
    if any(each.flag_bits & 0x1 for each in parts):
        raise unfit("locked")
    if len(parts) > MOST_PARTS or sum(each.file_size for each in parts) > LARGEST_UNPACKED:
        raise unfit("unpacks")
    if any(_SMALL < each.file_size > LARGEST_RATIO * max(each.compress_size, 1) for each in parts):
        raise unfit("unpacks")
    if any(name.startswith(("/", "\\")) or ".." in name.split("/") for name in names):
        raise unfit("damaged")
    if any(_MACRO.search(f"/{name}") for name in names) or _has_script(archive, code):
        raise unfit("macro")
    return code


def _open_xml(names: set[str]) -> str:
    if "[Content_Types].xml" in names:
        for main, code in _MAIN.items():
            if main in names:
                return code
    raise unfit("unknown")


def _is_hwpx(archive: zipfile.ZipFile) -> bool:
    return _text(archive, "mimetype").strip() == "application/hwp+zip"


def _has_script(archive: zipfile.ZipFile, code: str) -> bool:
    if code != "hwpx":
        return "macroenabled" in _text(archive, "[Content_Types].xml").lower()
    scripts = [name for name in archive.namelist() if name.lower().startswith("scripts/")]
    return any(_EMPTY_SCRIPT.sub("", _script(archive, name)).strip() for name in scripts)


def _text(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        return part.read(_READ).decode("utf-8", errors="replace")


def _script(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as part:
        raw = part.read(_READ)
    text = raw.decode("utf-16" if raw[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig", errors="replace")
    return _EMPTY_SCRIPT.sub("", text)
