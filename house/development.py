"""Commands for those who change the portal: checks, tests, measurements, pictures."""

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from house import packages
from house.derived import derive
from house.environment import DEV, RUN, Environment, working_uv
from house.foreground import call
from house.operation import portal_environment
from house.places import ROOT, Places, venv_program, venv_python
from house.words import Stop, note, say

VNU = "26.9.27"  # the Nu HTML checker, npm package vnu-jar


def check(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Every check that needs no test run; 1 when any of them fails, after all have run."""
    Environment().ensure(dev=True)
    with portal_environment(environ, name="test", purpose="test") as surroundings:
        return run_checks(surroundings)


def run_checks(environ: Mapping[str, str]) -> int:
    """Lint, format, types, import contracts, templates, missing migrations; each named with its outcome."""
    python = str(venv_python())
    checks = {
        "lint": [venv_program("ruff"), "check", "."],
        "format": [venv_program("ruff"), "format", "--check", "."],
        "types": [venv_program("mypy"), "."],
        "contracts": [venv_program("lint-imports")],
        "templates": [venv_program("djlint"), "templates", "--lint", "--quiet"],
        "migrations": [python, "manage.py", "makemigrations", "--check", "--dry-run"],
    }
    failed = []
    for name, command in checks.items():
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=dict(environ),
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        say(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {name}")
        if done.returncode != 0:
            failed.append(name)
            say((done.stdout + done.stderr).strip())
    return 1 if failed else 0


def test(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Set up what tests need, check, then pytest; without arguments everything runs, on both cores."""
    Environment().ensure(dev=True)
    packages.ensure(packages.FOR_TESTS)
    checker = html_checker()
    with portal_environment(_free_of_database(environ), name="test", purpose="test") as surroundings:
        places = Places.of(environ, name="test")
        surroundings |= {"IEUM_VNU_JAR": str(checker), "IEUM_CHROMIUM": browser(), **bytecode(places)}
        if not arguments:
            status = run_checks(surroundings)
            if status != 0:
                return status
        derive(places, surroundings)
        command = [str(venv_python()), "-m", "pytest", *(arguments or ["-n", "2", "--dist", "loadgroup"])]
        return call(command, surroundings)


def bytecode(places: Places) -> dict[str, str]:
    """Settings by which Python keeps what it compiled, beside the other state.

    Tests start a hundred processes, and one that finds nothing compiled needs twice as long to begin: neither
    uv nor an environment with PYTHONDONTWRITEBYTECODE leaves anything.
    """
    return {"PYTHONDONTWRITEBYTECODE": "", "PYTHONPYCACHEPREFIX": str(places.var / "bytecode")}


def _free_of_database(environ: Mapping[str, str]) -> dict[str, str]:
    """Tests never touch the database that the environment names; `TEST_DATABASE_URL` gives them another."""
    kept = {
        name: value for name, value in environ.items() if name not in {"DATABASE_URL", "DATABASE_OWNER_URL"}
    }
    for name in ("DATABASE_URL", "DATABASE_OWNER_URL"):
        if environ.get(f"TEST_{name}"):
            kept[name] = environ[f"TEST_{name}"]
    return kept


def browser() -> str:
    """The path of the browser for the journeys, empty when there is none."""
    return next((path for path in map(shutil.which, packages.BROWSERS) if path), "")


def html_checker() -> Path:
    """The Nu HTML checker, fetched by npm at an exact version into `.node/` when it is not there.

    Raises:
        Stop: npm cannot bring it.
    """
    home = ROOT / ".node"
    jar = home / "node_modules/vnu-jar/build/dist/vnu.jar"
    version = home / "node_modules/vnu-jar/package.json"
    if jar.exists() and f'"version": "{VNU}"' in version.read_text(encoding="utf-8"):
        return jar
    note(f"Installing the HTML checker (npm vnu-jar {VNU}) into {home} ...")
    home.mkdir(exist_ok=True)
    command = [
        "npm",
        "install",
        "--silent",
        "--no-save",
        "--no-package-lock",
        "--ignore-scripts",
        "--no-audit",
    ]
    command += ["--no-fund", "--prefix", str(home), f"vnu-jar@{VNU}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, env=dict(os.environ))
    if done.returncode != 0 or not jar.exists():
        raise Stop(f"npm could not install vnu-jar {VNU}:\n{(done.stderr or done.stdout).strip()}")
    return jar


def bench(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Measure, on a cluster of its own with the durability of a real one."""
    Environment().ensure(dev=True)
    packages.ensure(packages.FOR_REPORTS)
    with portal_environment(_free_of_database(environ), name="bench", purpose="bench") as surroundings:
        derive(Places.of(environ, name="bench"), surroundings)
        return call([str(venv_python()), "-m", "tests.bench", *arguments], surroundings)


def chaos(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Kill browser, network, login or web worker while somebody answers: 200 runs, or RUNS from SEED."""
    numbers = [*arguments, *("200", "0")[len(arguments) :]]
    if len(numbers) != 2 or not all(each.isdecimal() for each in numbers):
        raise Stop("./run chaos [RUNS] [SEED]", status=2)
    seeds = {"IEUM_CHAOS_RUNS": numbers[0], "IEUM_CHAOS_SEED": numbers[1]}
    return test(["tests/chaos/test_answers.py"], {**environ, **seeds})


def shots(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Drive the demo and take a picture of every page into the given directory."""
    if len(arguments) < 1:
        raise Stop("./run shots DIR", status=2)
    Environment().ensure(dev=True)
    packages.ensure(packages.FOR_TESTS)
    from house.demo import running_demo

    with running_demo(environ) as surroundings:
        surroundings |= {"IEUM_CHROMIUM": browser()}
        return call([str(venv_python()), "-m", "tests.shots", *arguments], surroundings)


def lock(arguments: Sequence[str], environ: Mapping[str, str]) -> int:
    """Write both requirements files from `pyproject.toml`; pins that still fit stay, `--upgrade` renews them.

    Raises:
        Stop: uv is not installed.
    """
    uv = working_uv()
    if uv is None:
        raise Stop("./run lock needs uv:  pip install uv")
    for name, group in ((RUN, []), (DEV, ["--group", "dev"])):
        command = [uv, "pip", "compile", "pyproject.toml", *group, "--universal", "--python-version", "3.11"]
        command += [
            "--generate-hashes",
            "--no-emit-index-url",
            "--no-emit-find-links",
            "--no-header",
            "--quiet",
        ]
        status = call([*command, *arguments, "-o", f"requirements/{name}"], environ)
        if status != 0:
            return status
    return 0
