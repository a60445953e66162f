"""A framework document, typed or as a file."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.scoring import yamlfile


class FrameworkForm(forms.Form):
    """`cleaned_data["source"]` is the text: the file's when there is one, else what was typed."""

    hide_optional = True

    file = forms.FileField(
        label=gettext_lazy("Take a file"),
        required=False,
        help_text=gettext_lazy("A YAML file. It takes the place of the text below."),
        widget=forms.FileInput(attrs={"accept": ".yaml,.yml,text/yaml"}),
    )
    source = forms.CharField(
        label=gettext_lazy("Document"),
        required=False,
        strip=False,
        widget=forms.Textarea(
            attrs={
                "rows": 24,
                "spellcheck": "false",
                "class": "mono document",
                "lang": "en",
                "autocapitalize": "off",
            }
        ),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """Exactly one text; a file that is no text is named as such."""
        data = super().clean() or {}
        file = data.get("file")
        if isinstance(file, UploadedFile):
            if (file.size or 0) > yamlfile.MAX_BYTES:
                self.add_error("file", _("The file is too large: at most 5 MB."))
                return data
            try:
                data["source"] = file.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is not a UTF-8 text file. Save it as UTF-8 and try again."))
                return data
        data["source"] = (data.get("source") or "").replace("\r\n", "\n")
        if not data["source"].strip():
            self.add_error("source", _("Write the document here, or choose a file."))
        return data


class BeginForm(forms.Form):
    """The name of a version that begins with the text of another one, or of an example."""

    version = forms.CharField(
        label=gettext_lazy("Name of the new version"),
        max_length=20,
        help_text=gettext_lazy("Digits, letters, dots and hyphens, for example 2027.1."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class SaidForm(forms.Form):
    """The version typed by hand, so that nobody publishes or retires one by a slip."""

    said = forms.CharField(
        label=gettext_lazy("Type the version"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class PublishForm(SaidForm):
    """With sums of weights that do not come out: a tick that they are meant."""

    sums_meant = forms.BooleanField(
        label=gettext_lazy("The sums of weights above are meant"),
        error_messages={"required": gettext_lazy("Mend them, or tick that they are meant.")},
    )


class SaidNameForm(SaidForm):
    """The name of rules, typed by hand for the same reason."""

    said = forms.CharField(
        label=gettext_lazy("Type the name"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
