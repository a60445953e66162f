"""What must never happen while somebody uses the portal, noticed as it happens."""

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

_SAID_BY_RESPONSES = "Failed to load resource"

# What htmx calls an error: a request that a newer one replaced, or that its page did not wait for.
_OF_HTMX = ("htmx:afterRequest", "htmx:sendAbort")


class Watch:
    """Console errors, script errors, broken requests, other people's addresses, unexpected statuses."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self.problems: list[str] = []
        self.documents: dict[Page, Response] = {}
        self.expected: set[int] = set()
        self.is_offline = False
        self._host = urlsplit(address).netloc
        context.on("page", self._page)
        context.on("console", self._console)
        context.on("request", self._request)
        context.on("requestfailed", self._failed)
        context.on("response", self._response)

    def expect(self, *statuses: int) -> None:
        """From now on answers with these statuses are part of the story."""
        self.expected |= set(statuses)

    def _page(self, page: Page) -> None:
        page.on("pageerror", lambda error: self.problems.append(f"script error: {error}"))

    def _console(self, message: ConsoleMessage) -> None:
        text = message.text
        if message.type not in ("error", "warning") or text.startswith(_SAID_BY_RESPONSES):
            return
        if any(each in text for each in _OF_HTMX) or (self.is_offline and "htmx:sendError" in text):
            return
        if any(f"Response Status Error Code {status}" in text for status in self.expected):
            return
        where = message.page.url if message.page else ""
        self.problems.append(f"console {message.type} at {where}: {text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme in ("http", "https", "ws", "wss") and parts.netloc != self._host:
            self.problems.append(f"request to somebody else: {request.url}")

    def _failed(self, request: Request) -> None:
        failure = request.failure or ""
        # A page that is left ends its requests; a download is not a page.
        if self.is_offline or "ERR_ABORTED" in failure:
            return
        self.problems.append(f"request failed: {request.method} {request.url} {failure}")

    def _response(self, response: Response) -> None:
        request = response.request
        if request.resource_type == "document" and not 300 <= response.status < 400:
            self.documents[request.frame.page] = response
        if response.status >= 400 and response.status not in self.expected:
            self.problems.append(f"{response.status}: {request.method} {response.url}")
