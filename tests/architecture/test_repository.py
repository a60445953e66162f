"""The repository keeps its own rules."""

import ast
import contextlib
import re
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.template.loader_tags import ExtendsNode, IncludeNode

from portal.celery import app as celery
from tests.architecture.repository import APPS, ROOT, product_sources, sources, text, tracked

LONG_MODULES: dict[str, str] = {}
"""Modules over 400 lines with the reason why they stay whole."""
LONG_TEMPLATES: dict[str, str] = {}
"""Templates over 150 lines with the reason why they stay whole."""
VAGUE = {"utils", "helpers", "common", "services", "misc", "tools", "lib"}


def test_modules_stay_short() -> None:
    long = {str(path): len(text(path).splitlines()) for path in (*product_sources(), *sources("house"))}
    over = {name: lines for name, lines in long.items() if lines > 400 and name not in LONG_MODULES}
    assert over == {}
    assert set(LONG_MODULES) <= {name for name, lines in long.items() if lines > 400}


def test_templates_stay_short() -> None:
    long = {str(path): len(text(path).splitlines()) for path in sources("templates", suffix=".html")}
    over = {name: lines for name, lines in long.items() if lines > 150 and name not in LONG_TEMPLATES}
    assert over == {}


def test_modules_are_named_after_what_they_define() -> None:
    vague = [str(path) for path in sources() if path.stem in VAGUE or VAGUE & set(path.parts[:-1])]
    assert vague == []


def test_nothing_is_left_to_do_in_comments() -> None:
    mark = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X|HA" + r"CK)\b")
    kinds = {".py", ".html", ".css", ".js", ".md", ".toml", ".yaml", ".sql"}
    left = [
        f"{path}:{number}"
        for path in tracked()
        if path.suffix in kinds and "vendor" not in path.parts and path.parts[0] != "requirements"
        for number, line in enumerate(text(path).splitlines(), start=1)
        if mark.search(line)
    ]
    assert left == []


def test_migrations_import_no_code_of_ours() -> None:
    wrong = []
    for path in sources(*APPS):
        if "migrations" not in path.parts:
            continue
        for node in ast.walk(ast.parse(text(path))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [each.name for each in node.names] if isinstance(node, ast.Import) else []
            wrong += [f"{path}: {name}" for name in names if name.split(".")[0] in APPS]
    assert wrong == []


def test_migrations_are_named_by_hand() -> None:
    names = [path.stem for path in sources(*APPS) if "migrations" in path.parts and path.stem != "__init__"]
    assert all(re.fullmatch(r"\d{4}_[a-z0-9_]+", name) for name in names)
    assert not [name for name in names if re.search(r"_auto_|_initial$|_and_more$", name)]


@pytest.mark.django_db
def test_the_models_and_the_migrations_agree() -> None:
    said = StringIO()
    with contextlib.suppress(SystemExit):  # its way to say that something is missing
        call_command("makemigrations", "--check", "--dry-run", stdout=said)
    assert said.getvalue().strip() == "No changes detected"


def test_requirements_name_no_registry_and_pin_everything() -> None:
    for name in ("run", "dev"):
        content = text(Path(f"requirements/{name}.txt"))
        assert "://" not in content
        assert "index-url" not in content
        assert "file:" not in content
        pinned = re.findall(r"^[a-z0-9][^\s=]*==", content, re.MULTILINE | re.IGNORECASE)
        named = re.findall(r"^[a-z0-9][\w.\[\]-]*", content, re.MULTILINE | re.IGNORECASE)
        assert len(pinned) == len(named)
        assert content.count("--hash=sha256:") >= len(pinned)


def test_every_dependency_says_why_it_is_there() -> None:
    lines = text(Path("pyproject.toml")).splitlines()
    bare = [line for line in lines if re.match(r'\s+"[a-zA-Z0-9_.\[\]-]+(>=|==|<)', line) and "#" not in line]
    assert bare == []


def test_every_task_has_the_name_it_is_called_by() -> None:
    celery.loader.import_default_modules()
    ours = {name for name in celery.tasks if not name.startswith("celery.")}
    sent = set()
    for path in product_sources():
        for node in ast.walk(ast.parse(text(path))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", "") == "send_task" and node.args:
                first = node.args[0]
                sent |= {first.value} if isinstance(first, ast.Constant) else set()
    assert ours
    assert sent <= ours


def _named_in_code() -> set[str]:
    found: set[str] = set()
    for path in product_sources():
        found |= {
            node.value
            for node in ast.walk(ast.parse(text(path)))
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and re.fullmatch(r"[\w./-]+\.(html|txt)", node.value)
        }
    return found


OF_LIBRARIES = re.compile(
    r"^(account|mfa|allauth|admin|django|registration|rest_framework|drf_spectacular|400|403|404|409|429|500|503)"
)
BUILT_NAMES = re.compile(
    r"^accounts/_(privacy|terms)_(ko|en)\.html$|^components/|^reports/pdf/|^account/email/"
)


def test_every_template_is_used() -> None:
    used = _named_in_code()
    mentioned = re.compile(r"""{%\s*(?:include|extends)\s+["']([^"']+)["']""")
    names = set()
    for path in (*sources("templates", suffix=".html"), *sources("templates", suffix=".txt")):
        names.add(str(path.relative_to("templates")))
        used |= set(mentioned.findall(text(path)))
    unused = sorted(
        name for name in names - used if not OF_LIBRARIES.match(name) and not BUILT_NAMES.match(name)
    )
    assert unused == []


def test_every_template_compiles_and_names_only_templates_that_exist() -> None:
    engine = engines["django"].engine  # type: ignore[attr-defined]
    wrong = []
    for path in sources("templates", suffix=".html"):
        try:
            template = engine.get_template(str(path.relative_to("templates")))
            for node in template.nodelist.get_nodes_by_type((ExtendsNode, IncludeNode)):
                name = node.parent_name if isinstance(node, ExtendsNode) else node.template
                if isinstance(name.var, str):
                    engine.get_template(name.var)
        except (TemplateSyntaxError, TemplateDoesNotExist) as error:
            wrong.append(f"{path}: {error!r}")
    assert wrong == []


def test_templates_hold_no_inline_script_style_or_handler() -> None:
    wrong = []
    for path in sources("templates", suffix=".html"):
        body = re.sub(r"{%.*?%}|{#.*?#}|{{.*?}}", "", text(path), flags=re.DOTALL)
        if "pdf" in path.parts:
            continue
        if re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=", body):
            wrong.append(str(path))
    assert wrong == []


def test_generated_documents_are_current() -> None:
    # In a process of its own: what other tests registered must not show.
    done = subprocess.run(
        [sys.executable, "manage.py", "write_docs", "--check"], cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr


def test_the_repository_speaks_of_the_product_only() -> None:
    mark = re.compile(r"(?<![\w.])/work/|/tmp/team|\bchatgpt\b|\bclaude\b|\bcopilot\b", re.IGNORECASE)
    kinds = {".py", ".md", ".html", ".toml", ".yaml", ".txt", ".css", ".js", ".po", ".sql", ""}
    here = Path("tests/architecture/test_repository.py")
    wrong = []
    for path in tracked():
        if path.suffix in kinds and path != here and (ROOT / path).stat().st_size < 2_000_000:
            try:
                wrong += [str(path)] if mark.search(text(path)) else []
            except UnicodeDecodeError:
                continue
    assert wrong == []
