"""Answers that do not seem to go together, in words; and the reply that they are right."""

import uuid
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.queries.hints import Raised
from assessments.views.wording import answer_text, text
from core.web import actor_of, change
from core.web.request import now


@change(public=True)
def hint_reply(request: HttpRequest, session_id: uuid.UUID, hint: str) -> HttpResponse:
    """Keep that these answers are right, with a reason where one was typed."""
    actions.reply_to_hint(
        session_id=session_id,
        hint=hint,
        reason=request.POST.get("reason", ""),
        by=actor_of(request),
        at=now(),
    )
    messages.success(request, _("Kept: the answers stay as they are."))
    return redirect(f"{reverse('assessments:check', args=[session_id])}#hints")


def hint_lines(raised: Sequence[Raised], urls: Any) -> list[dict[str, Any]]:
    """Each hint in the reader's language; `urls` gives the address of a question by its code."""
    return [
        {
            "code": each.hint.code,
            "ask": text(each.hint.ask),
            "answers": [
                {
                    "question": text(item.question),
                    "title": text(item.title),
                    "answer": answer_text(item, value),
                    "url": urls(item.code),
                }
                for item, value in each.answers
            ],
            "reply": each.reply,
        }
        for each in raised
    ]
