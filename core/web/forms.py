"""Forms meet actions."""

from django.forms import BaseForm

from core.web.refusal import Refused


def answer_refusal(form: BaseForm, refused: Refused) -> None:
    """Put an action's "no" where the person can see it: at its field, or over the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)
