import re
from datetime import date

from django import forms
from django.core.paginator import Paginator
from django.http import QueryDict
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.translation import override

from core.web.components import (
    Badge,
    Button,
    Due,
    Level,
    Problem,
    Progress,
    Question,
    Row,
    SummaryList,
    Task,
    TaskList,
)
from core.web.gallery import gallery
from core.web.listing import error_summary, pagination


class Sample(forms.Form):
    name = forms.CharField(label="회사 이름", help_text="등기부에 적힌 대로")
    size = forms.ChoiceField(label="규모", choices=[("a", "소"), ("b", "중")], widget=forms.RadioSelect)
    agreed = forms.BooleanField(label="동의")
    memo = forms.CharField(label="메모", required=False)


def rendered(source: str, **context: object) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


def test_hint_and_error_are_tied_to_the_control() -> None:
    with override("ko"):
        html = rendered("{% ui_field form.name %}", form=Sample({}))
    described = re.search(r'<input[^>]*aria-describedby="([^"]+)"', html)
    assert described is not None
    assert described[1].split() == ["id_name_helptext", "id_name_error"]
    for each in described[1].split():
        assert f'id="{each}"' in html
    assert 'aria-invalid="true"' in html
    assert "오류:" in html


def test_a_group_of_choices_is_a_fieldset_that_carries_its_error() -> None:
    html = rendered("{% ui_field form.size %}", form=Sample({}))
    assert re.search(r'<fieldset[^>]*aria-describedby="id_size_error"', html)
    assert "<legend" in html


def test_only_optional_fields_say_so_and_a_filter_form_says_nothing() -> None:
    with override("ko"):
        form = Sample()
        assert "선택" in rendered("{% ui_field form.memo %}", form=form)
        assert "선택" not in rendered("{% ui_field form.name %}", form=form)
        form.hide_optional = True  # type: ignore[attr-defined]
        assert "선택" not in rendered("{% ui_field form.memo %}", form=form)


def test_a_whole_form_renders_each_field_once() -> None:
    html = rendered("{{ form }}", form=Sample())
    assert html.count('class="field') >= 4
    assert all(html.count(f'name="{name}"') == (2 if name == "size" else 1) for name in Sample.base_fields)


def test_the_error_summary_links_to_every_field_in_order() -> None:
    problems = error_summary([Sample({})]).problems
    assert [problem.url for problem in problems] == ["#id_name", "#id_size", "#id_agreed"]
    assert 'id="id_size"' in rendered("{% ui_field form.size %}", form=Sample({}))
    assert rendered("{% ui_error_summary form %}", form=Sample()) == ""


def test_pages_keep_the_filter_and_leave_gaps() -> None:
    page = Paginator(range(1000), 50).page(10)
    result = pagination(page, QueryDict("region=48&page=3&q=한빛"), "page")
    assert [link.number for link in result.links] == [1, None, 8, 9, 10, 11, 12, None, 20]
    assert result.links[0].url == "?region=48&page=1&q=%ED%95%9C%EB%B9%9B"
    assert (result.first, result.last, result.count) == (451, 500, 1000)


def test_a_single_page_has_a_count_but_no_links() -> None:
    result = pagination(Paginator(range(3), 50).page(1), QueryDict(""))
    assert (list(result.links), result.count) == ([], 3)


def test_progress_never_rounds_up_to_all() -> None:
    assert [Progress(done, 44).percent for done in (0, 43, 44)] == [0, 97, 100]
    assert Progress(0, 0).percent == 0


def test_a_day_says_how_much_is_left_or_over() -> None:
    today = date(2026, 11, 23)
    shown = [Due(date(2026, 11, day), today).render() for day in (14, 23, 26)]
    for html, word in zip(shown, ("9일 지남", "오늘까지", "3일 남음"), strict=True):
        assert word in html
    assert all("2026. 11." in html for html in shown)


def test_a_button_that_cannot_be_used_says_why_and_cannot_submit() -> None:
    html = Button("제출하기", refused="모든 문항에 답하세요.").render(data={})
    assert 'type="button"' in html
    assert 'aria-disabled="true"' in html
    assert "모든 문항에 답하세요." in html
    assert " disabled" not in html


def test_what_users_typed_is_escaped_in_every_component() -> None:
    nasty = "<script>"
    for html in (
        Button(nasty).render(data={}),
        Badge(nasty).render(),
        SummaryList([Row(nasty, nasty, "#", nasty)]).render(),
        TaskList([Task(nasty, hint=nasty, state=nasty)]).render(),
        Question("q", nasty, [Level("0", nasty, nasty)], hint=nasty, error=nasty).render(),
        rendered("{% ui_problems problems %}", problems=[Problem(nasty)]),
    ):
        assert nasty not in html


def test_the_chosen_level_is_checked_and_the_error_is_announced() -> None:
    html = Question("q", "질문", [Level("0", "가"), Level("1", "나")], value="1", error="고르세요").render()
    assert re.findall(r'value="(\d)" checked', html) == ["1"]
    assert 'aria-describedby="q_error"' in html


def test_the_gallery_obeys_the_content_security_policy() -> None:
    html = gallery.__wrapped__(RequestFactory().get("/ui/")).content.decode()  # type: ignore[attr-defined]
    assert re.findall(r"<script(?![^>]*\bsrc=)", html) == []
    assert re.findall(r"\sstyle=|<style|\son[a-z]+=", html) == []
    assert re.findall(r'(?:src|href)="(?:https?:)?//', html) == []
    assert html.count("<h1") == 1
