"""What people see who are signed in."""

from tests.shots.camera import Camera

COMPANY = {
    "home": "/",
    "landing": "/assessments/",
    "results": "/results/",
    "reports": "/reports/",
    "organisations": "/organisations/",
    "new-organisation": "/organisations/new/",
    "join": "/organisations/join/",
    "consents": "/consents/",
    "account": "/account/",
    "keys": "/account/keys/",
    "notice-choices": "/account/notices/",
    "close": "/account/close/",
    "email": "/accounts/email/",
    "two-step": "/accounts/2fa/",
    "inbox": "/inbox/",
}


def owner(camera: Camera) -> None:
    """A company's administrator: results, reports, sharing, colleagues, consents."""
    for name, path in COMPANY.items():
        camera.at(path, name, "many")
    camera.at("/regional/", "regional", "no-permission")
    with camera.trying("result"):
        camera.page.goto("/results/")
        result = camera.path_of(r"^/results/[0-9a-f-]{36}/$")
        _result(camera, result)
    with camera.trying("organisation"):
        camera.page.goto("/organisations/")
        place = camera.path_of(r"^/organisations/[0-9a-f-]{36}/$")
        camera.at(place, "organisation")
        camera.at(f"{place}edit/", "organisation-edit")
        camera.at(f"{place}leave/", "leave")


def _result(camera: Camera, result: str) -> None:
    camera.at(result, "result", "full")
    for index, summary in enumerate(camera.page.locator("main details:not([open]) > summary").all()):
        if index < 60 and summary.is_visible():
            summary.click()
    camera.take("result", "unfolded")
    with camera.trying("why"):
        camera.at(camera.path_of(r"/why/"), "why")
    with camera.trying("share"):
        camera.page.goto(result)
        camera.at(camera.path_of(r"/share/"), "share", "empty")
        camera.send()
        camera.take("share", "error")
    with camera.trying("recommendation"):
        camera.page.goto(result)
        camera.at(camera.path_of(r"/suppliers/recommendations/"), "recommendation")
    with camera.trying("report"):
        camera.page.goto(result)
        camera.through(lambda: camera.page.locator("main form[action$='/report/'] button").first.click())
        camera.take("report", "being-made")
        camera.page.locator("main a[href$='/file/']").wait_for(timeout=60_000)
        camera.take("report", "ready")
        camera.at(camera.path_of(r"/verify/"), "verify", "found")
    camera.at("/reports/", "reports", "after-one")
    camera.at("/inbox/", "inbox", "after-one")


def supplier(camera: Camera) -> None:
    """A supplier's desk."""
    for name, path in {
        "home": "/",
        "profile": "/suppliers/mine/",
        "preview": "/suppliers/mine/preview/",
        "product": "/suppliers/mine/products/",
        "project": "/suppliers/mine/projects/",
        "results": "/results/",
        "inbox": "/inbox/",
    }.items():
        camera.at(path, name)
    for name in ("basics", "domains", "regions", "industries", "capacity"):
        camera.at(f"/suppliers/mine/sections/{name}/", f"section-{name}")
    with camera.trying("product", "error"):
        camera.page.goto("/suppliers/mine/products/")
        camera.send()
        camera.take("product", "error")
    camera.at("/assessments/", "landing", "cannot-start")


def officer(camera: Camera) -> None:
    """A technopark's officer: the list, its filters, its export, a company's result."""
    camera.at("/", "home")
    camera.at("/regional/", "regional", "many")
    camera.at("/regional/?q=한빛정밀", "regional", "one")
    camera.at("/regional/?q=없는회사이름", "regional", "empty")
    camera.at("/regional/export/", "export", "empty")
    with camera.trying("export", "error"):
        camera.page.goto("/regional/export/")
        camera.send()
        camera.take("export", "error")
    camera.at("/regional/districts/", "districts")
    camera.at("/inbox/", "inbox", "empty")
    camera.at("/regional/jurisdictions/", "jurisdictions", "no-permission")
    with camera.trying("result"):
        camera.page.goto("/regional/")
        camera.at(camera.path_of(r"^/results/"), "result", "of-a-company")


def elsewhere(camera: Camera) -> None:
    """An officer of another technopark."""
    camera.at("/regional/", "regional")
    camera.at("/results/00000000-0000-4000-8000-000000000000/", "result", "404")


def programme(camera: Camera) -> None:
    """The ministry's programme administrator."""
    camera.at("/", "home")
    camera.at("/regional/jurisdictions/", "jurisdictions", "many")
    camera.at("/regional/jurisdictions/gyeongnam/", "jurisdiction")
    camera.at("/regional/jurisdictions/assign/", "assign", "empty")
    camera.at("/organisations/institutions/", "institutions", "many")
    camera.at("/organisations/resets/", "resets", "empty")
    camera.at("/suppliers/verification/", "verification")
    with camera.trying("case"):
        camera.page.goto("/suppliers/verification/")
        camera.at(camera.path_of(r"/suppliers/verification/[0-9a-f-]{36}/"), "verification-case")


def anybody(camera: Camera) -> None:
    """Roles whose own pages come later: home and what everybody has."""
    camera.at("/", "home")
    camera.at("/account/", "account")
    camera.at("/organisations/", "organisations")
