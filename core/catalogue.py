"""Compiles the message catalogues where gettext is not installed: `python -m core.catalogue`."""

from pathlib import Path

import polib

LOCALE = Path(__file__).resolve().parent.parent / "locale"


def compile_all(root: Path = LOCALE) -> list[Path]:
    """Write django.mo beside every django.po that is newer; returns the files written."""
    written = []
    for source in sorted(root.glob("**/django.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))
            written.append(target)
    return written


if __name__ == "__main__":
    compile_all()
