from django.db import connection


def test_the_tests_run_as_a_role_that_obeys_row_level_security(db):
    with connection.cursor() as c:
        c.execute(
            "select current_user, row_security_active('assessments_result'), rolsuper from pg_roles where rolname=current_user"
        )
        user, active, superuser = c.fetchone()
    assert user == "ieum_app" and active and not superuser
