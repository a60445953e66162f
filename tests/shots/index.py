"""The page over all pictures."""

from html import escape
from pathlib import Path

_HEAD = """<!doctype html><html lang="ko"><head><meta charset="utf-8"><title>Ieum: every page</title><style>
body{font:14px/1.5 sans-serif;margin:2rem}section{display:flex;flex-wrap:wrap;gap:1rem}
figure{margin:0;width:20rem}img{width:100%;height:24rem;
object-fit:cover;object-position:top;border:1px solid #999}
</style></head><body><h1>Every page</h1>"""


def write(folder: Path, missing: list[str]) -> Path:
    """`index.html` with every picture by role, phone beside desk, and what is missing."""
    roles: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.png")):
        roles.setdefault(path.name.split("-")[0], []).append(path)
    parts = [_HEAD]
    if missing:
        lines = "".join(f"<li>{escape(each)}</li>" for each in missing)
        parts.append(f"<h2>Missing</h2><ul>{lines}</ul>")
    for role, paths in roles.items():
        parts.append(f"<h2>{escape(role)}</h2><section>")
        for path in paths:
            name = escape(path.name)
            parts.append(
                f'<figure><a href="{name}"><img src="{name}" alt="" loading="lazy"></a>'
                f"<figcaption>{escape(path.stem)}</figcaption></figure>"
            )
        parts.append("</section>")
    out = folder / "index.html"
    out.write_text("\n".join([*parts, "</body></html>"]), encoding="utf-8")
    return out
