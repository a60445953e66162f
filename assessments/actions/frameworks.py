"""Framework versions: drafted, published once, retired. A version is said once; a correction is a new one."""

import uuid
from collections.abc import Mapping
from datetime import datetime
from fractions import Fraction

from django.db import IntegrityError, transaction
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.actions.keepers import tell_other_keepers
from assessments.authoring import Data, Part, Unpatchable, part_of, rewritten_all
from assessments.authoring.former import remembered, taken_back
from assessments.authoring.weights import below, weight_of, weights_seen
from assessments.documents import framework_of, published_documents
from assessments.models import FrameworkState, FrameworkVersion
from assessments.policies import may_author
from assessments.queries.sums import sums_off
from assessments.scoring import Framework, checksum, load, number, to_json
from assessments.weight_words import sum_sentence
from core import audit
from core.accounts.actor import Actor
from core.web import Refused

DRAFT, PUBLISHED, RETIRED = (
    FrameworkState.DRAFT.value,
    FrameworkState.PUBLISHED.value,
    FrameworkState.RETIRED.value,
)


def draft_framework(
    *,
    source: str,
    name: str,
    by: Actor,
    at: datetime,
    version_id: uuid.UUID | None = None,
    seen: str = "",
) -> FrameworkVersion:
    """The stored draft of a YAML document: a new one, or the draft `version_id` with this text instead.

    `seen` is the checksum of the draft one began from. Raises DocumentFaults with every fault (`name` is the
    file they name); Http404 for a draft that is not there; Refused 403 for anybody but a programme
    administrator, 409 "changed" for a version that exists already, 409 "stale" when the draft moved on.
    """
    _check_author(by)
    framework = load(source, name=name, older=published_documents)
    if version_id is None:
        version = FrameworkVersion(state=DRAFT)
    else:
        version = _locked(version_id, DRAFT)
        if seen != version.checksum:
            raise Refused(
                _("Somebody changed this draft meanwhile. Your text stands below and was not saved."),
                code="stale",
                status=409,
            )
    _write(version, framework, source)
    _record("framework.drafted", version, by, at)
    return version


def change_part(
    *, version_id: uuid.UUID, kind: str, code: str, seen: str, data: dict[str, Data], by: Actor, at: datetime
) -> FrameworkVersion:
    """The draft with one of its parts saying `data`; the rest of its text stays letter by letter.

    `seen` is the fingerprint of the part one began from; a change of another part does not matter.
    Raises DocumentFaults; Http404 for a draft or part that is not there; Refused 409 "stale" when this
    part was changed meanwhile, "by-hand" when its text is written so that only a person can change it.
    """
    _check_author(by)
    version = _locked(version_id, DRAFT)
    part = part_of(version.source, kind, code)
    if part is None:
        raise Http404
    if seen != part.fingerprint:
        raise Refused(
            _("Somebody changed this part meanwhile. Your values were not saved. Compare, then save again."),
            code="stale",
            status=409,
        )
    return _changed_parts(version, f"{kind} {code}", [(part, data)], by, at)


def change_weights(
    *, version_id: uuid.UUID, code: str, seen: str, weights: Mapping[str, str], by: Actor, at: datetime
) -> FrameworkVersion:
    """The draft in which the parts right below an area have these weights, by their codes.

    `seen` is the `weights_seen` one began from. Raises as `change_part` does.
    """
    _check_author(by)
    version = _locked(version_id, DRAFT)
    parts = below(version.source, code)
    if not parts:
        raise Http404
    if seen != weights_seen(parts):
        raise Refused(
            _("Somebody changed these weights meanwhile. Yours were not saved. Compare, then save again."),
            code="stale",
            status=409,
        )
    changes = [
        (part, {**part.data, "weight": weights[part.code]})
        for part in parts
        if weights.get(part.code, weight_of(part)) != weight_of(part)
    ]
    return _changed_parts(version, f"weights {code}", changes, by, at)


def take_back_change(*, version_id: uuid.UUID, change: str, by: Actor, at: datetime) -> FrameworkVersion:
    """The draft without the last `change` of a part ("item SHOP-1") or of weights ("weights SHOP").

    Taking back is a change as well: done twice, it stands again. Refused 409 "moved-on" when there is none to
    take back or a part was changed since, "by-hand" as `change_part`.
    """
    _check_author(by)
    version = _locked(version_id, DRAFT)
    found = taken_back(version.former, change, version.source)
    if not found:
        raise Refused(
            _("This was changed again since, or is taken back already. Look at what stands there now."),
            code="moved-on",
            status=409,
        )
    return _changed_parts(version, change, found, by, at)


def _changed_parts(
    version: FrameworkVersion,
    change: str,
    changes: list[tuple[Part, dict[str, Data]]],
    by: Actor,
    at: datetime,
) -> FrameworkVersion:
    """Written and recorded, and what was there before kept so that it can be taken back."""
    try:
        source = rewritten_all(version.source, changes)
    except Unpatchable:
        raise Refused(
            _("The document writes this part in a way that the form cannot change. Change it in the text."),
            code="by-hand",
        ) from None
    if source == version.source:
        return version
    framework = load(source, name=str(version), older=published_documents)
    version.former = remembered(version.former, change, [part for part, _data in changes], source)
    _write(version, framework, source)
    _record("framework.drafted", version, by, at, part=change)
    return version


def publish_framework(
    *, source: str, name: str, by: Actor, at: datetime, sums_meant: bool = True
) -> tuple[FrameworkVersion, bool]:
    """The published version of a YAML document, and whether it is new. The same document twice is one.

    `name` is the file named in faults. A draft of the same version is replaced. Raises DocumentFaults with
    every fault; Refused 409 "changed" when that version was published with another content, "sums" as
    `publish_draft` (a document that comes with the portal is meant as it stands).
    """
    _check_author(by)
    framework = load(source, name=name, older=published_documents)
    known = (
        FrameworkVersion.objects.select_for_update()
        .defer("document", "source")
        .filter(code=framework.code, version=framework.version)
        .first()
    )
    if known is not None and known.state != DRAFT:
        if known.checksum != checksum(framework):
            raise _changed(framework)
        return known, False
    version = known or FrameworkVersion(state=DRAFT)
    _write(version, framework, source)
    _check_sums(version, is_meant=sums_meant)
    _publish(version, by, at)
    return version, True


def publish_draft(
    *, version_id: uuid.UUID, seen: str, said: str, sums_meant: bool, by: Actor, at: datetime
) -> FrameworkVersion:
    """The draft, published: from now on offered, and frozen with its checksum.

    `seen` is the checksum one looked at, `said` the version as it was typed, `sums_meant` that sums of
    weights that do not come out are meant. Raises like `draft_framework` (what it continues may have changed
    meanwhile), Refused "said" when the version was not typed, "sums" with each such sum when they are not
    said to be meant.
    """
    _check_author(by)
    version = _locked(version_id, DRAFT)
    if seen != version.checksum:
        raise Refused(
            _("The draft was changed after you opened this page. Look at it once more."),
            code="stale",
            status=409,
        )
    _check_said(version, said)
    load(version.source, name=str(version), older=published_documents)
    _check_sums(version, is_meant=sums_meant)
    _publish(version, by, at)
    return version


def retire_framework(*, version_id: uuid.UUID, said: str, by: Actor, at: datetime) -> FrameworkVersion:
    """The published version, no longer offered. Drafts of companies can be finished, results stay.

    Raises Http404 for a version that is not published, Refused "said" when the version was not typed.
    """
    _check_author(by)
    version = _locked(version_id, PUBLISHED)
    _check_said(version, said)
    version.state = RETIRED
    version.retired_at = at
    version.save(update_fields=["state", "retired_at"])
    _record("framework.retired", version, by, at)
    _tell("framework_retired", "assessments:framework", version, by)
    return version


def discard_framework(*, version_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Throw a draft away. Http404 for anything that is not a draft."""
    _check_author(by)
    version = _locked(version_id, DRAFT)
    _record("framework.discarded", version, by, at)
    version.delete()


def _check_author(by: Actor) -> None:
    if reason := may_author(by):
        raise Refused(reason, code="not-allowed", status=403)


def _check_said(version: FrameworkVersion, said: str) -> None:
    if said.strip() != version.version:
        raise Refused(
            _("Type the version exactly as it is written: %(version)s") % {"version": version.version},
            code="said",
            field="said",
        )


def _check_sums(version: FrameworkVersion, *, is_meant: bool) -> None:
    found = [] if is_meant else sums_off(version)
    if not found:
        return
    nodes = framework_of(version).nodes
    raise Refused(
        " ".join(sum_sentence(nodes[each.code], each) for each in found)
        + " "
        + _("Mend these weights, or say that the sums are meant."),
        code="sums",
        field="sums_meant",
        data={
            "sums": [
                {
                    "code": each.code,
                    "sum": number.text(each.held),
                    "meant": number.text(each.meant or Fraction(0)),
                }
                for each in found
            ]
        },
    )


def _locked(version_id: uuid.UUID, state: str) -> FrameworkVersion:
    version = FrameworkVersion.objects.select_for_update().filter(pk=version_id, state=state).first()
    if version is None:
        raise Http404
    return version


def _changed(framework: Framework) -> Refused:
    return Refused(
        _("%(code)s %(version)s was published with another content. A change needs a new version.")
        % {"code": framework.code, "version": framework.version},
        code="changed",
        field="version",
        status=409,
    )


def _write(version: FrameworkVersion, framework: Framework, source: str) -> None:
    version.code, version.version = framework.code, framework.version
    version.document, version.source = to_json(framework), source.removeprefix("\ufeff")
    version.checksum = checksum(framework)
    try:
        with transaction.atomic():
            version.save()
    except IntegrityError:  # the same version stands there already, or another process wrote it just now
        state = FrameworkVersion.objects.filter(code=version.code, version=version.version).values_list(
            "state", flat=True
        )
        if DRAFT not in state:
            raise _changed(framework) from None
        raise Refused(
            _("There is a draft of %(code)s %(version)s already. Open it, or write another version.")
            % {"code": version.code, "version": version.version},
            code="changed",
            field="version",
            status=409,
        ) from None


def _publish(version: FrameworkVersion, by: Actor, at: datetime) -> None:
    version.state = PUBLISHED
    version.published_at, version.former = at, {}
    version.save(update_fields=["state", "published_at", "former"])
    _record("framework.published", version, by, at)
    _tell("framework_published", "assessments:framework_difference", version, by)


def _tell(code: str, route: str, version: FrameworkVersion, by: Actor) -> None:
    """The other programme administrators, in both languages, with the way to what they want to see."""
    title = framework_of(version).title
    name = {each: f"{title.of(each)} {version.version}" for each in ("ko", "en")}
    url = reverse(route, args=[version.pk])
    tell_other_keepers(by=by, code=code, params={"name": name}, url=url, about=f"framework:{version.pk}")


def _record(verb: str, version: FrameworkVersion, by: Actor, at: datetime, **more: str) -> None:
    data: Mapping[str, str] = {
        "code": version.code,
        "version": version.version,
        "checksum": version.checksum,
        **more,
    }
    audit.record(by=by, at=at, verb=verb, subject_kind="framework", subject_id=version.pk, data=dict(data))
