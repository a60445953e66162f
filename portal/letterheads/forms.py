"""A letterhead, typed."""

import re
import unicodedata

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.letterheads.models import Letterhead

MOST_LINES = 5
_TEXTS = {"foreword": 5, "contact": 3, "closing": 4}


class LetterheadForm(forms.ModelForm):  # type: ignore[type-arg]
    """Cover, texts and logo. Texts are plain: what looks like a tag is printed as it is typed."""

    logo = forms.FileField(
        label=gettext_lazy("Logo"),
        required=False,
        help_text=gettext_lazy("PNG or JPEG, printed 50 mm wide at most. It needs a light or clear ground."),
        widget=forms.FileInput(attrs={"accept": ".png,.jpg,.jpeg"}),
    )
    is_bare = forms.BooleanField(label=gettext_lazy("Without a logo"), required=False)
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Letterhead
        fields = ("title", "subtitle", "colour", "foreword", "contact", "closing", "valid_from")
        labels = {
            "title": gettext_lazy("Line above the title"),
            "subtitle": gettext_lazy("Line below the title"),
            "colour": gettext_lazy("Colour of the cover"),
            "foreword": gettext_lazy("Foreword"),
            "contact": gettext_lazy("Whom to ask"),
            "closing": gettext_lazy("Closing note"),
            "valid_from": gettext_lazy("First day"),
        }
        help_texts = {
            "title": gettext_lazy("For example: Consulting report of the Gyeongnam Technopark."),
            "foreword": gettext_lazy("Beside the contents on page 3, up to 200 letters and 5 lines."),
            "contact": gettext_lazy("In the chapter on method, up to 160 letters: office, phone, address."),
            "closing": gettext_lazy("At the end of the report, up to 160 letters and 5 lines."),
            "valid_from": gettext_lazy("Reports made from this day on carry it."),
        }
        widgets = {
            "valid_from": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            **{name: forms.Textarea(attrs={"rows": rows}) for name, rows in _TEXTS.items()},
        }

    def clean(self) -> dict[str, object]:
        """Texts composed, with single empty lines at most, and no more lines than there is room for."""
        cleaned: dict[str, object] = super().clean() or {}
        for name in _TEXTS:
            text = unicodedata.normalize("NFC", str(cleaned.get(name) or "")).replace("\r\n", "\n")
            cleaned[name] = text = re.sub(r"\n{2,}", "\n", text).strip()
            if text.count("\n") >= MOST_LINES:
                self.add_error(name, _("At most %(n)s lines have room there.") % {"n": MOST_LINES})
        return cleaned
