"""Selects are written as Django would write them."""

import re

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer
from django.utils.translation import gettext_lazy as _

CHOICES = [
    ("", _("All")),
    ("29", "C29 <자동차> & \"트레일러\" '1'"),
    ("묶음 <1>", [("1", "하나"), (2, "둘"), (None, "없음")]),
    ("30", "기타"),
]


@pytest.mark.parametrize(
    ("widget", "value"),
    [
        (forms.Select, "29"),
        (forms.Select, ""),
        (forms.Select, "2"),
        (forms.SelectMultiple, ["29", "1"]),
        (forms.NullBooleanSelect, True),
    ],
)
def test_a_select_is_written_as_by_the_template_of_django(widget: type[forms.Select], value: object) -> None:
    attrs = {
        "id": "id_x",
        "required": True,
        "disabled": False,
        "data-hint": '<"&',
        "class": "width-s",
        "size": 3,
    }
    select = widget(attrs) if widget is forms.NullBooleanSelect else widget(attrs, choices=CHOICES)
    ours = select.render("x", value, renderer=get_default_renderer())
    django = select.render("x", value, renderer=DjangoTemplates())
    assert "<select" in ours
    assert re.sub(r">\s+<", "><", ours.strip()) == re.sub(r">\s+<", "><", django.strip())
