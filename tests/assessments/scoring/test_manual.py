"""What the manual says is so."""

import re

from assessments.scoring import load, score
from assessments.scoring.messages import MESSAGES
from assessments.scoring.schema import CHOICE, DOCUMENT, ITEM, LEVEL, NODE
from tests.assessments.scoring.example import EXAMPLES

MANUAL = (EXAMPLES.parent / "frameworks.md").read_text("utf-8")


def test_the_smallest_document_works():
    (text,) = re.findall(r"## The smallest document\n\n```yaml\n(.*?)```", MANUAL, re.DOTALL)
    framework = load(text, name="manual")
    assert score(framework, {"Q1": "yes", "Q2": "no"}).exact * 2 == 1


def test_every_key_is_in_the_manual():
    for record in (DOCUMENT, NODE, ITEM, CHOICE, LEVEL):
        for key in {**record.required, **record.optional}:
            assert f"`{key}`" in MANUAL or f"`levels.{key}`" in MANUAL, key


def test_every_fault_is_in_the_manual():
    assert [code for code in MESSAGES if f"`{code}`" not in MANUAL] == []
