"""`manage.py write_docs`: docs/access.md and docs/openapi.yaml, made from the code they describe."""

from argparse import ArgumentParser
from collections.abc import Callable, Iterable
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from drf_spectacular.renderers import OpenApiYamlRenderer

from portal.routes import Route, routes
from portal.schema import schema_text

INTRODUCTION = """\
# Who may open what

Made by `./run manage write_docs` from the declarations in the code; a test checks that it is current. Do not
edit it by hand.

- An address without a declaration stops the start (`portal/routes.py`).
- The door asks for sign-in, the kind of organisation and the role one works in. Behind it every row is
  found through `visible_to`, and PostgreSQL repeats that (docs/adr/0002-row-level-security.md): what one may
  not know about is a 404.
- Officers, assessors, ministry and staff pass a second step of signing in before anything marked *2*.
- `tests/architecture/access` opens every line as fifteen different people and looks for other people's
  data in every answer.
"""


def access_page() -> str:
    """docs/access.md as it should be."""
    lines = [INTRODUCTION]
    pages = [each for each in routes() if not each.is_staff_only]
    for area, inside in groupby(pages, key=_area):
        lines += [f"## {area}", "", "| address | | who | what |", "|---|---|---|---|"]
        lines += [_line(route) for route in inside]
        lines.append("")
    admin = {each.path for each in routes() if each.is_staff_only}
    lines += [
        "## /admin/",
        "",
        f"{len(admin)} addresses of Django's admin: staff who passed the second step, nobody else. *2*",
        "",
    ]
    return "\n".join(lines)


def _area(route: Route) -> str:
    parts = route.path.split("/")
    if parts[0] == "api":
        return "/api/v1/"
    return "/" if len(parts) == 1 or parts[0].startswith("<") else f"/{parts[0]}/"


def _line(route: Route) -> str:
    path = f"`/{route.path}`".replace("|", "\\|")
    what = (route.about or route.reason).replace("|", "\\|")
    return f"| {path} | {route.method} | {_who(route)} | {what} |"


def _who(route: Route) -> str:
    access = route.access
    if access is None:
        raise CommandError(f"/{route.path} does not say who may open it")
    if access.public:
        return "everybody"
    who = ", ".join(sorted(_words(access.kinds))) or "signed in"
    if access.roles:
        who += f" ({', '.join(sorted(_words(access.roles)))})"
    return f"{who} *2*" if route.asks_second_factor else who


def _words(codes: Iterable[str]) -> list[str]:
    return [code.replace("_", " ") for code in codes]


def openapi() -> str:
    """docs/openapi.yaml as it should be."""
    return schema_text("en", OpenApiYamlRenderer).decode()


GENERATED: dict[str, Callable[[], str]] = {"docs/access.md": access_page, "docs/openapi.yaml": openapi}
"""Every generated file with what writes it."""


class Command(BaseCommand):
    """Writes the files, always in English."""

    help = "Write the documents that are made from code."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`--check` writes nothing and fails when a file is not current."""
        parser.add_argument("--check", action="store_true")

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        """Say which files changed."""
        with translation.override("en"):
            for name, made in GENERATED.items():
                path = settings.BASE_DIR / name
                new = made()
                if not path.exists() or path.read_text(encoding="utf-8") != new:
                    if check:
                        raise CommandError(f"{name} is not current: run ./run manage write_docs")
                    path.write_text(new, encoding="utf-8")
                    self.stdout.write(f"wrote {name}")
