"""How the numbers came about, how sure they are, and whom to ask."""

from django.conf import settings
from django.utils.translation import gettext as _

from assessments.models import VerifiedResult
from assessments.scoring.framework import Framework
from core.web.naming import institution_name
from core.web.wording import date_text
from matching.queries.recommendations import RecommendationView
from portal.reports.build.basis import Basis
from portal.reports.build.peers import comparing
from portal.reports.build.standing import standing_of
from portal.reports.build.wording import number, percent, said
from portal.reports.content import Method, Section
from portal.reports.peers import Peers


def method_of(
    basis: Basis,
    view: RecommendationView | None,
    authority: str,
    peers: Peers | None = None,
    verified: VerifiedResult | None = None,
) -> Method:
    """The method; `authority` is the name of the body that serves the plant's district, or empty."""
    states = [item.state for item in basis.outcome.items.values()]
    return Method(
        sections=_sections(basis, view, peers),
        uncertainty=_uncertainty(basis, verified),
        data_date=basis.submitted_on,
        answered=states.count("answered"),
        dont_know=states.count("dont_know"),
        not_started=states.count("not_started"),
        not_applicable=states.count("not_applicable"),
        not_asked=states.count("not_asked"),
        peers_group=peers.group if peers else "",
        peers_n=peers.plants if peers else None,
        contact=_contact(authority),
    )


def _sections(basis: Basis, view: RecommendationView | None, peers: Peers | None) -> tuple[Section, ...]:
    framework = basis.framework
    sections = [
        Section(title=_("How the score is made"), paragraphs=_scoring(framework)),
        Section(title=_("Level, scale and tier"), paragraphs=_levels(basis)),
        Section(title=_("Gaps, steps and gains"), paragraphs=_steps()),
    ]
    if peers is not None:
        sections.append(Section(title=_("How plants are compared"), paragraphs=comparing(peers)))
    if view is not None:
        sections.append(Section(title=_("How suppliers are ordered"), paragraphs=_ordering(view)))
    return tuple(section for section in sections if section.paragraphs)


def _scoring(framework: Framework) -> tuple[str, ...]:
    counts = {
        "items": len(framework.items),
        "modules": len(framework.modules),
        "title": said(framework.title),
    }
    paragraphs = [
        _(
            "%(title)s asks %(items)s questions in %(modules)s modules. Every choice gives points. A module "
            "is the weighted mean of its questions, an area that of its modules, the total that of the areas."
        )
        % counts
        if _is_weighted(framework)
        else _(
            "%(title)s asks %(items)s questions in %(modules)s modules. Every choice gives points, and each "
            "number shows the arithmetic by which it was made from them."
        )
        % counts,
        _("“Does not apply” takes the question out of the calculation. It neither helps nor harms."),
        {
            "exclude": _("“I do not know” counts neither as good nor as bad. It widens the range instead."),
            "zero": _("“I do not know” counts as no points."),
            "max_gap": _("“I do not know” counts as no points, and as the whole gap of the question."),
        }[framework.policies.dont_know],
    ]
    if framework.policies.minimum_coverage:
        paragraphs.append(
            _("Below a coverage of %(least)s there is no score.")
            % {"least": percent(framework.policies.minimum_coverage)}
        )
    return tuple(paragraphs)


def _is_weighted(framework: Framework) -> bool:
    return all(node.operator in ("mean", "weighted_mean") for node in framework.nodes.values())


def _levels(basis: Basis) -> tuple[str, ...]:
    scheme = basis.outcome.scheme
    if scheme is None:
        return ()
    framework = basis.framework
    bounds = ", ".join(
        _("level %(level)s from %(points)s points") % {"level": each.level, "points": number(each.start)}
        for each in scheme.bounds
        if each.start
    )
    paragraphs = [
        _("%(scheme)s: %(bounds)s. The bounds are data of the framework and can be changed in a new version.")
        % {"scheme": said(scheme.title), "bounds": bounds}
    ]
    gates = {gate.node for level in scheme.bounds for gate in level.requires}
    if gates:
        names = ", ".join(said(node.title) for code, node in framework.nodes.items() if code in gates)
        paragraphs.append(
            _("A level also needs a least score in %(areas)s, so that no other area can buy it.")
            % {"areas": names}
        )
    return tuple(paragraphs)


def _steps() -> tuple[str, ...]:
    return (
        _("A gap is the points of the total that the answers leave on the table. The largest come first."),
        _(
            "The plan is the one with the most points, worked out exactly, among all that keep the money, "
            "the order of steps and three undertakings at a time. A gain is found by scoring again."
        ),
        _(
            "Time and cost are bands of a list of solutions, estimated by us. They are no offer. Ask "
            "suppliers for quotes before you decide."
        ),
    )


def _ordering(view: RecommendationView) -> tuple[str, ...]:
    return (
        _(
            "Suppliers that are not verified, barred, full, or do not serve the region are left out first. "
            "The others are ordered by published weights out of 100 points; every score shows its parts."
        ),
        _("Policy: %(policy)s (since %(day)s). %(reason)s")
        % {
            "policy": view.policy.title,
            "day": date_text(view.policy.effective_from),
            "reason": view.policy.reason,
        },
        _("No place can be bought. Clicks and advertising do not count."),
    )


def _uncertainty(basis: Basis, verified: VerifiedResult | None) -> tuple[str, ...]:
    outcome = basis.outcome
    standing = standing_of(basis)
    paragraphs = [
        _("%(share)s of the weight of all applicable questions was answered with a choice.")
        % {"share": percent(outcome.coverage)}
    ]
    if outcome.low is not None and outcome.high is not None:
        if outcome.low == outcome.high:
            paragraphs.append(_("Every applicable question was answered, so the total has no range."))
        else:
            paragraphs.append(
                _("With everything not known at its lowest and at its highest, the total lies between "
                  "%(low)s and %(high)s points.")
                % {"low": number(outcome.low), "high": number(outcome.high)}
            )  # fmt: skip
    if standing.range_sentence:
        paragraphs.append(_("What is not known could change the level or the tier. Find it out first."))
    paragraphs.append(_checked(verified))
    return tuple(paragraphs)


def _checked(verified: VerifiedResult | None) -> str:
    if verified is None:
        return _("The answers are the company's own. Nobody has verified them on site.")
    if not verified.confirmed:
        return _(
            "The answers are the company's own. An assessor of %(body)s found some of them differently, and "
            "confirmed none of the others."
        ) % {"body": verified.body_name}
    return _(
        "The answers are the company's own. An assessor of %(body)s checked each of them; where they were "
        "found differently, both stand side by side."
    ) % {"body": verified.body_name}


def _contact(authority: str) -> str:
    authority = institution_name(authority)
    line = f"{institution_name(settings.CONTACT_NAME)} {settings.CONTACT_PHONE}".strip()
    return f"{authority} · {line}" if authority and line else authority or line
