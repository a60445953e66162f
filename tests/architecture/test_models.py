"""What every model must have: a scope where somebody owns it, names for what the database guards."""

import re

import pytest
from django.apps import apps
from django.db import connection, models

from tests.architecture.repository import APPS

OURS = [model for app in APPS for model in apps.get_app_config(app).get_models()]
OWNERS = {"user", "organisation", "user_id", "organisation_id", "session", "result", "created_by_id"}
PUBLIC = {
    "Jurisdiction": "who serves which district is public",
    "Handover": "who was given which district is read by all of the ministry, and by nobody else",
    "Sanction": "matching asks about every supplier",
    "Event": "read by the verifier and the staff's admin only",
    "AccessRecord": "read through core.consents.queries.looks, which filters by the organisation",
    "SupplierSnapshot": "read by checksum when a recommendation is computed again",
}
"""Models that belong to nobody in the sense of a scope, or are read through one function only."""


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_a_model_that_belongs_to_somebody_has_a_scope(model: type[models.Model]) -> None:
    fields = {field.name for field in model._meta.get_fields()} | {
        getattr(field, "attname", "") for field in model._meta.get_fields()
    }
    if not fields & OWNERS or model.__name__ in PUBLIC:
        return
    assert hasattr(model._default_manager, "visible_to"), f"{model.__name__} has no visible_to"


def test_the_exceptions_exist() -> None:
    assert set(PUBLIC) <= {model.__name__ for model in OURS}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_constraints_and_indexes_are_named_after_their_rule(model: type[models.Model]) -> None:
    for each in (*model._meta.constraints, *model._meta.indexes):
        assert re.fullmatch(r"[a-z][a-z0-9_]{3,62}", each.name), each.name
        assert not re.search(r"_[0-9a-f]{6,8}(_idx|_uniq)?$", each.name), f"{each.name} was generated"


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_there_is_no_implicit_order(model: type[models.Model]) -> None:
    assert not model._meta.ordering


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_field_names_say_what_they_hold(model: type[models.Model]) -> None:
    for field in model._meta.get_fields():
        if field.name == "last_login":  # Django's own
            continue
        if isinstance(field, models.DateTimeField):
            assert field.name == "at" or field.name.endswith(("_at", "_from", "_until", "not_before")), field
        elif isinstance(field, models.DateField):
            assert field.name.endswith(("_on", "_from", "_to")), field
        elif isinstance(field, models.BooleanField):
            assert field.name.startswith(("is_", "has_")), field
        elif isinstance(field, models.FloatField):
            pytest.fail(f"{field} is a float; decisions are exact")


@pytest.mark.django_db
def test_the_applications_role_owns_nothing_and_obeys_every_wall() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity ORDER BY relname"
        )
        walled = {row[0] for row in cursor.fetchall()}
    assert walled >= {
        "assessments_answer",
        "assessments_appeal",
        "assessments_applicationdocument",
        "assessments_barriersurvey",
        "assessments_benchmarkentry",
        "assessments_committeevote",
        "assessments_evidence",
        "assessments_evidencefile",
        "assessments_formerverifiedresult",
        "assessments_hintreply",
        "assessments_investment",
        "assessments_interest",
        "assessments_judgement",
        "assessments_levelapplication",
        "assessments_levelcertificate",
        "assessments_plant",
        "assessments_result",
        "assessments_session",
        "assessments_share",
        "assessments_verification",
        "assessments_verifiedresult",
        "matching_consultation",
        "matching_enquiryround",
        "matching_message",
        "matching_proposal",
        "matching_recommendation",
        "portal_report",
        "programmes_bulkchange",
        "programmes_deskrow",
        "programmes_formernote",
        "programmes_listexport",
        "programmes_review",
        "programmes_savedview",
    }
