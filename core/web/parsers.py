"""Reading the JSON of the API."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from rest_framework.exceptions import ParseError
from rest_framework.parsers import JSONParser

_UNFIT = re.compile("[\x00\ud800-\udfff]")


class PlainJSONParser(JSONParser):
    """JSON whose texts can be stored and shown again: no half characters, no NUL, no bottomless nesting."""

    def parse(
        self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None
    ) -> Any:
        """The data. ParseError (400) for anything else."""
        try:
            data = super().parse(stream, media_type, parser_context)
            if _has_unfit_character(data):
                raise ParseError(
                    _("The JSON holds half a character (a lone surrogate) or a NUL. Send it whole.")
                )
        except RecursionError:
            raise ParseError(_("The JSON is nested too deeply.")) from None
        return data


def _has_unfit_character(data: Any) -> bool:
    if isinstance(data, str):
        return _UNFIT.search(data) is not None
    if isinstance(data, dict):
        return any(_has_unfit_character(each) for pair in data.items() for each in pair)
    return isinstance(data, list) and any(map(_has_unfit_character, data))
