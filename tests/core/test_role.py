"""Who the tests are to PostgreSQL."""

from django.db import connection


def test_the_tests_run_as_a_role_that_obeys_row_level_security(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT current_user, row_security_active('assessments_result'), rolsuper, rolbypassrls"
            " FROM pg_roles WHERE rolname = current_user"
        )
        user, is_active, is_superuser, may_bypass = cursor.fetchone()
    assert user == "ieum_app"
    assert is_active
    assert not is_superuser
    assert not may_bypass
