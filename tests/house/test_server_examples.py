"""What the operations page tells an administrator to copy works as it stands there."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.core.management import get_commands

from house.main import commands
from house.places import ROOT

PAGE = (ROOT / "docs/operations.md").read_text(encoding="utf-8")
FRONT = ROOT / "house/front"
UNIT = re.compile(r"`/etc/systemd/system/(ieum-\w+\.service)`[^`]*?```ini\n(.*?)```", re.DOTALL)
NGINX = re.compile(r"```nginx\n(.*?)```", re.DOTALL)


def block() -> str:
    """nginx's part: one file that can be copied whole."""
    (found,) = NGINX.findall(PAGE)
    return str(found)


def test_every_command_of_the_page_exists() -> None:
    assert set(re.findall(r"\./run (\w+)", PAGE)) <= {*commands(), "help"}
    named = set(re.findall(r"\./run manage ([a-z_]+)", PAGE))
    assert {"migrate", "load_documents", "createsuperuser", "appoint"} <= named <= set(get_commands())


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="needs systemd-analyze")
def test_systemd_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    units = dict(UNIT.findall(PAGE))
    assert set(units) == {"ieum-web.service", "ieum-worker.service"}
    for name, text in units.items():
        (tmp_path / name).write_text(text.replace("/opt/ieum/run", str(ROOT / "run")))
        done = subprocess.run(
            ["systemd-analyze", "verify", tmp_path / name], capture_output=True, text=True, check=False
        )
        assert (done.returncode, name in done.stderr) == (0, False), done.stderr


@pytest.mark.skipif(not shutil.which("nginx"), reason="needs nginx")
def test_nginx_takes_the_example(tmp_path: Path) -> None:
    text = re.sub(r"(?m)^\s*(listen \[|ssl_certificate).*\n", "", block())
    text = text.replace("listen 443 ssl http2", "listen 127.0.0.1:8443")
    text = text.replace("/var/log/nginx", str(tmp_path))
    conf = tmp_path / "nginx.conf"
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    kept = "".join(f"{kind}_temp_path {tmp_path};" for kind in kinds)
    conf.write_text(f"pid {tmp_path}/pid; events {{}} http {{ access_log off; {kept}\n{text} }}")
    done = subprocess.run(["nginx", "-t", "-c", conf], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_what_nginx_says_by_itself_is_there_in_both_languages() -> None:
    named = set(re.findall(r"/front/([\w-]+\.html)", block()))
    assert named == {each.name for each in FRONT.iterdir()}
    for name in named:
        page = (FRONT / name).read_text(encoding="utf-8")
        assert '<html lang="ko">' in page
        assert 'lang="en"' in page
        assert "tel:1357" in page
        assert not re.search(r"(src|href)=\"http", page), "it must show while everything else is away"


def test_nginx_lets_through_what_the_portal_answers_in_words() -> None:
    from core.web.intake import _READ_AWAY

    assert f"client_max_body_size  {_READ_AWAY // 2**20}m;" in block()


def test_no_key_of_a_mailed_link_reaches_the_access_log() -> None:
    hidden = re.compile("|".join(re.findall(r"~\^\(\?<head>(.*)\)\s+\$head", block())))
    for path in (
        "/organisations/invitations/k/",
        "/assessments/resume/k/",
        "/account/claim/k/",
        "/accounts/confirm-email/k/",
        "/accounts/password/reset/key/k/",
    ):
        assert hidden.match(path), path
    assert re.findall(r"access_log (\S+) (\w+);", block()) == [("/var/log/nginx/ieum.log", "ieum")] * 2
