"""A portal on a server of one's own begins with the documents of its version."""

import io

import pytest
from django.core.management import call_command

from assessments.models import FrameworkVersion
from core.models import Organisation
from matching.models import MatchingPolicy
from programmes.models import Jurisdiction

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("as_system")]


def _counts() -> list[int]:
    parks = Organisation.objects.filter(kind="technopark")
    return [
        each.count()
        for each in (FrameworkVersion.objects, MatchingPolicy.objects, parks, Jurisdiction.objects)
    ]


def test_everything_is_there_after_one_command_and_a_second_one_changes_nothing() -> None:
    said = io.StringIO()
    call_command("load_documents", stdout=said)
    first = _counts()
    assert all(first)
    assert first[2] == 19
    assert "kr-smart-factory" in said.getvalue()
    call_command("load_documents", verbosity=0)
    assert _counts() == first
