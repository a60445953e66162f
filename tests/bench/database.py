"""Brings the database to the state the measurements need, as its owner."""

from django.apps import apps
from django.core.management import call_command
from django.db import connection

from tests.bench.floor.models import TABLES

_SEEDED = (
    "core_organisation, core_user, django_session, assessments_frameworkversion, matching_matchingpolicy"
)


def prepare() -> None:
    """Migrate and make the tables of the floors; the application's role may use all of it."""
    call_command("migrate", verbosity=0, interactive=False)
    _make_floors()


def empty() -> None:
    """Remove what was seeded before, and everything that hangs on it."""
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {_SEEDED} CASCADE")
        for name in _there():
            if name.startswith("floor_"):
                cursor.execute(f'DROP TABLE "{name}" CASCADE')
    _make_floors()


def _there() -> set[str]:
    with connection.cursor() as cursor:
        return set(connection.introspection.table_names(cursor))


def _make_floors() -> None:
    there = _there()
    with connection.schema_editor() as editor:
        for model in TABLES:
            if model._meta.db_table not in there:
                editor.create_model(model)
    with connection.cursor() as cursor:
        cursor.execute("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO ieum_app")
        cursor.execute("GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO ieum_app")


def refresh() -> None:
    """Statistics and visibility map, as autovacuum would leave them."""
    tables = [model._meta.db_table for model in apps.get_models() if model._meta.managed]
    with connection.cursor() as cursor:
        known = set(connection.introspection.table_names(cursor))
        for name in tables:
            if name in known:
                cursor.execute(f'VACUUM (ANALYZE) "{name}"')
