"""A page that only takes a form, opened by typing its address: words instead of an empty 405."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.web.refusal import is_api


class WrongMethod:
    """Gives an empty 405 of any page a body that says what to do; `Allow` stays. The API has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code != 405 or response.streaming or response.content or is_api(request):
            return response
        takes_form = "POST" in response.get("Allow", "") and request.method in {"GET", "HEAD"}
        page = render(request, "405.html", {"takes_form": takes_form}, status=405)
        page["Allow"] = response.get("Allow", "")
        return page
