"""Everything that needs no account."""

from tests.shots.camera import Camera

OPEN = {
    "home": "/",
    "method": "/about/method/",
    "help": "/help/",
    "accessibility": "/about/accessibility/",
    "privacy": "/privacy/",
    "terms": "/terms/",
    "verify": "/verify/",
    "policy": "/suppliers/policy/",
    "reset": "/accounts/password/reset/",
    "gallery": "/ui/",
    "mails": "/dev/mail/",
    "codes": "/dev/codes/",
}


def visitor(camera: Camera) -> None:
    """Public pages, with the states that typing brings about."""
    for name, path in OPEN.items():
        camera.at(path, name)
    camera.at("/nothing-here/", "missing", "404")
    camera.at("/results/", "results", "sign-in")
    camera.at("/verify/IE-2026-00000-00000/", "verify", "unknown")
    camera.at("/reports/sample/", "sample")
    _signing_in(camera)
    _suppliers(camera)


def _signing_in(camera: Camera) -> None:
    camera.at("/accounts/login/", "login", "empty")
    with camera.trying("login", "error"):
        camera.fill(login="owner@hanbit.example", password="not-the-password")
        camera.send()
        camera.take("login", "error")
    camera.at("/accounts/signup/", "signup", "empty")
    with camera.trying("signup", "error"):
        camera.page.locator("main form").first.evaluate("(form) => { form.noValidate = true; }")
        camera.fill(email="owner", password1="1234")
        camera.send()
        camera.take("signup", "error")


def _suppliers(camera: Camera) -> None:
    camera.at("/suppliers/", "search", "many")
    camera.at("/suppliers/?q=미래시스템", "search", "one")
    camera.at("/suppliers/?q=미레시스템", "search", "typo")
    camera.at("/suppliers/?q=없는이름없는이름&domain=MES", "search", "empty")
    camera.at("/suppliers/?domain=MES&region=48", "search", "narrowed")
    with camera.trying("supplier"):
        camera.page.goto("/suppliers/?q=미래시스템")
        camera.follow("#found article a")
        camera.take("supplier", "full")


def english(camera: Camera) -> None:
    """Some pages in English."""
    camera.page.goto("/")
    with camera.trying("language"):
        if camera.width < 800:
            camera.page.locator("[popovertarget=site-menu]").first.click()
        camera.through(lambda: camera.page.get_by_role("button", name="English").click())
    camera.at("/", "home")
    camera.at("/assessments/", "landing")
    camera.at("/suppliers/", "search")
    camera.at("/assessments/start/?framework=kr-smart-factory", "start")
