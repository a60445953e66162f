"""Korean is complete: every text that code or templates show has its translation."""

import re

import pytest

from tests.architecture.texts import catalogues, in_python, in_template, shipped_with_django, used

_PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]|%[sd]")


def test_every_text_has_a_korean_translation() -> None:
    known = {
        (entry.msgid, entry.msgctxt or "")
        for _path, catalogue in catalogues()
        for entry in catalogue
        if entry.translated()
    }
    django = shipped_with_django()
    missing = sorted(
        {
            f"{message.msgid!r} ({message.place})"
            for message in used()
            if (message.msgid, message.context) not in known
            and not (message.msgid in django and not message.context)
        }
    )
    assert not missing, f"{len(missing)} without Korean:\n" + "\n".join(missing)


def test_no_translation_is_a_guess_or_an_echo() -> None:
    for path, catalogue in catalogues():
        guessed = [entry.msgid for entry in catalogue if entry.fuzzy]
        assert not guessed, f"{path}: fuzzy {guessed}"


def test_no_text_is_translated_in_two_ways() -> None:
    said: dict[tuple[str, str], dict[str, str]] = {}
    for path, catalogue in catalogues():
        for entry in catalogue:
            if entry.obsolete or not entry.translated():
                continue
            korean = entry.msgstr or entry.msgstr_plural[0]
            said.setdefault((entry.msgid, entry.msgctxt or ""), {})[korean] = path.parts[1]
    twice = {msgid: ways for (msgid, _context), ways in said.items() if len(ways) > 1}
    assert not twice, "\n".join(f"{msgid!r}: {ways}" for msgid, ways in sorted(twice.items()))


def test_translations_keep_their_placeholders() -> None:
    wrong = []
    for path, catalogue in catalogues():
        for entry in catalogue:
            if entry.obsolete:
                continue
            wanted = {each.group() for each in _PLACEHOLDER.finditer(entry.msgid_plural or entry.msgid)}
            for korean in [entry.msgstr, *entry.msgstr_plural.values()]:
                got = {each.group() for each in _PLACEHOLDER.finditer(korean)}
                if korean and got - wanted:
                    wrong.append(f"{path}: {entry.msgid!r} has {got - wanted} more")
                if korean and (wanted - got) - {"%(count)s", "%(total)s", "%(number)s", "%(value)s"}:
                    wrong.append(f"{path}: {entry.msgid!r} lacks {wanted - got}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('{% translate "One" %}', [("One", "")]),
        ("{% translate 'Two' as x %}", [("Two", "")]),
        ('{% ui_button _("Save") href=x %}', [("Save", "")]),
        ("{% blocktranslate %}Hi {{ name }}{% endblocktranslate %}", [("Hi %(name)s", "")]),
        (
            "{% blocktranslate count n=n %}{{ n }} row{% plural %}{{ n }} rows{% endblocktranslate %}",
            [("%(n)s row", "%(n)s rows")],
        ),
        ("plain words (none)", []),
    ],
)
def test_texts_are_found_in_templates(source: str, expected: list[tuple[str, str]]) -> None:
    assert [(each.msgid, each.plural) for each in in_template(source, "x.html")] == expected


def test_texts_are_found_in_code_under_any_name() -> None:
    source = (
        "from django.utils.translation import gettext as _now, ngettext, pgettext_lazy as p\n"
        "_now('a' 'b'); ngettext('one', 'many', 2); p('month', 'May'); gettext('not imported')"
    )
    found = [(each.msgid, each.plural, each.context) for each in in_python(source, "x.py")]
    assert found == [("ab", "", ""), ("one", "many", ""), ("May", "", "month")]
