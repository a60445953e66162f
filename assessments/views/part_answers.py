"""The answers of a part as rows: each question with the sentence chosen, the note, and a way to change it."""

from assessments.queries import Overview, answer_rows
from assessments.scoring import Item
from assessments.views.desk import Desk
from assessments.views.wording import answer_text, text


def answered_modules(desk: Desk, view: Overview) -> list[dict[str, object]]:
    """The modules of this desk with the questions asked (one query)."""
    rows = answer_rows(view.session)
    order = desk.order(view.framework, view.answers)
    found: list[dict[str, object]] = []
    for module in desk.modules(view.framework):
        lines = [
            {
                "question": text(child.question),
                "answer": answer_text(child, view.answers.get(child.code)),
                "note": rows[child.code].comment if child.code in rows else "",
                "url": f"{desk.module_url(module.code)}#{child.code}",
            }
            for child in module.children
            if isinstance(child, Item) and child.code in order
        ]
        if lines:
            found.append({"code": module.code, "title": text(module.title), "lines": lines})
    return found
