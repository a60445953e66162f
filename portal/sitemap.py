"""What search engines may read: the pages for everybody, and the profiles that are public now."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap, views
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from core.web import page
from matching.models import Supplier

PER_FILE = 5_000
CLOSED = ("/account/", "/accounts/", "/admin/", "/api/", "/dev/", "/suppliers/compare/", "/verify/")
"""Addresses with nothing to find: they ask for a login, or show only what somebody asked for."""
OPEN = (
    "home",
    "assessments:landing",
    "matching:search",
    "matching:policy",
    "matching:join",
    "about_method",
    "help",
    "accessibility",
)


class _Listed(Sitemap):  # type: ignore[type-arg]
    limit = PER_FILE
    protocol = urlsplit(settings.PUBLIC_URL).scheme

    def get_domain(self, site: object = None) -> str:
        """The portal's public address, whatever name the request came by."""
        return urlsplit(settings.PUBLIC_URL).netloc


class Pages(_Listed):
    """The pages for everybody."""

    def items(self) -> tuple[str, ...]:
        """Names of addresses."""
        return OPEN

    def location(self, item: str) -> str:
        """The path of a page."""
        return reverse(item)


class Suppliers(_Listed):
    """The profiles listed at this moment: never one that is not published, or under a participation ban."""

    def items(self) -> QuerySet[Supplier]:
        """Suppliers by their address."""
        return Supplier.objects.listed().only("slug", "changed_at").order_by("slug")

    def location(self, item: Supplier) -> str:
        """The path of the profile."""
        return reverse("matching:profile", args=[item.slug])

    def lastmod(self, item: Supplier) -> datetime:
        """When the profile was last changed."""
        return item.changed_at


PARTS: "dict[str, type[Sitemap[Any]] | Sitemap[Any]]" = {"pages": Pages, "suppliers": Suppliers}


@page(public=True)
def sitemap(request: HttpRequest) -> HttpResponse:
    """The list of the parts, by sitemaps.org."""
    return views.index(request, sitemaps=PARTS, sitemap_url_name="sitemap_part")


@page(public=True)
def sitemap_part(request: HttpRequest, section: str) -> HttpResponse:
    """One part, at most 5,000 addresses a file; 404 for none."""
    return views.sitemap(request, sitemaps=PARTS, section=section)


@page(public=True)
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may visit (RFC 9309). A demonstration is left out: nothing in it is true."""
    closed = ("/",) if settings.DEMO else CLOSED
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed)]
    lines += ["", f"Sitemap: {settings.PUBLIC_URL}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
