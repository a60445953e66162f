"""Suppliers as the ranking engine sees them: rows into profiles, and the process's pool of all of them."""

import hashlib
import threading
import uuid
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import Max, Sum
from django.db.models.functions import Extract

from core.garbage import spare_the_living
from core.industries import SizeClass
from integrity.models import Sanction
from matching.models import PoolVersion, Supplier, TrackRecord
from matching.ranking import Ban, Build, Level, Outcomes, Pool, Size, SupplierProfile, prepare

_FIELDS = (
    "id",
    "organisation_id",
    "organisation__business_number",
    "version",
    "domains",
    "evidence",
    "regions",
    "remote_domains",
    "industries",
    "sizes",
    "home_sido",
    "home_sigungu",
    "capacity_open",
    "is_accepting",
    "verified_at",
    "profile_confirmed_on",
    "projects_satisfied",
    "projects_rated",
    "requests_answered_in_time",
    "requests_received",
    "exposure",
)

_COUNTED = ("exposure", "requests_answered_in_time", "requests_received")
"""What is counted for a supplier without a new version of its profile."""


@dataclass(frozen=True, slots=True)
class SupplierPool:
    """All published suppliers in columns, and the checksum of their snapshots in order."""

    token: tuple[object, ...]
    pool: Pool
    profiles: Mapping[str, SupplierProfile]
    checksum: str

    @property
    def members(self) -> list[str]:
        """The checksums of the snapshots, in the pool's order."""
        return [each.checksum for each in self.pool.suppliers]


def profile_of(
    row: Mapping[str, object], builds: Iterable[Build] = (), bans: Iterable[Ban] = ()
) -> SupplierProfile:
    """The engine's profile of a supplier row (`_FIELDS`), with its confirmed builds and its bans."""
    get: Mapping[str, object] = row
    evidence = dict(get["evidence"])  # type: ignore[call-overload]
    return SupplierProfile(
        id=str(get["id"]),
        domains={code: Level(evidence.get(code, "declared")) for code in get["domains"]},  # type: ignore[attr-defined]
        serves=frozenset(get["regions"]),  # type: ignore[call-overload]
        builds=tuple(builds),
        home_sido=str(get["home_sido"]),
        home_sigungu=str(get["home_sigungu"]),
        industries=frozenset(get["industries"]),  # type: ignore[call-overload]
        sizes=frozenset(Size(size) for size in get["sizes"]),  # type: ignore[attr-defined]
        remote=frozenset(get["remote_domains"]),  # type: ignore[call-overload]
        capacity_free=int(get["capacity_open"]),  # type: ignore[call-overload]
        accepting=bool(get["is_accepting"]),
        verified=get["verified_at"] is not None,
        profile_confirmed_on=get["profile_confirmed_on"],  # type: ignore[arg-type]
        bans=tuple(bans),
        affiliations=frozenset(
            {str(get["organisation_id"]), str(get["organisation__business_number"])} - {""}
        ),
        quality=Outcomes(good=int(get["projects_satisfied"]), total=int(get["projects_rated"])),  # type: ignore[call-overload]
        response=Outcomes(
            good=int(get["requests_answered_in_time"]),  # type: ignore[call-overload]
            total=int(get["requests_received"]),  # type: ignore[call-overload]
        ),
        exposure=int(get["exposure"]),  # type: ignore[call-overload]
    )


def _builds(supplier_ids: list[uuid.UUID]) -> dict[uuid.UUID, list[Build]]:
    found: dict[uuid.UUID, list[Build]] = defaultdict(list)
    rows = (
        TrackRecord.objects.confirmed()
        .filter(supplier_id__in=supplier_ids)
        .values_list("supplier_id", "id", "domain", "finished_on", "industry", "size")
    )
    for supplier_id, record_id, domain, day, industry, size in rows:
        found[supplier_id].append(
            Build(
                id=str(record_id),
                domain=domain,
                on=day,
                industry=industry,
                size=Size(size) if size in SizeClass.__members__ else None,
            )
        )
    return found


def _bans() -> dict[uuid.UUID, list[Ban]]:
    found: dict[uuid.UUID, list[Ban]] = defaultdict(list)
    for organisation_id, starts, ends in Sanction.objects.values_list(
        "organisation_id", "from_at", "until_at"
    ):
        found[organisation_id].append(Ban(starts_at=starts, ends_at=ends))
    return found


def profiles(supplier_ids: list[uuid.UUID] | None = None) -> dict[str, SupplierProfile]:
    """Profiles of the published suppliers, or of these suppliers, by id (three queries)."""
    rows = Supplier.objects.public() if supplier_ids is None else Supplier.objects.filter(id__in=supplier_ids)
    found = list(rows.values(*_FIELDS))
    builds = _builds([row["id"] for row in found])
    bans = _bans()
    return {
        str(row["id"]): profile_of(row, builds.get(row["id"], ()), bans.get(row["organisation_id"], ()))
        for row in found
    }


_lock = threading.Lock()
_kept: SupplierPool | None = None
_versions: dict[uuid.UUID, int] = {}


def _token() -> tuple[object, ...]:
    version = PoolVersion.objects.values_list("value", flat=True).first() or 0
    days = Sanction.objects.aggregate(
        last=Max("registered_at"),
        starts=Sum(Extract("from_at", "epoch")),
        ends=Sum(Extract("until_at", "epoch")),
    )
    return (version, tuple(days.values()))


def forget_pool() -> None:
    """Read every supplier anew next time: for tests, whose rolled-back changes no version tells of."""
    global _kept
    with _lock:
        _kept = None
        _versions.clear()


def _recounted(
    known: Mapping[str, SupplierProfile], rows: Iterable[tuple[uuid.UUID, int, int, int, int]]
) -> dict[str, SupplierProfile]:
    """Those of the known profiles that are still there, with today's exposure and answers to enquiries."""
    found = {}
    for key, _version, exposure, good, total in rows:
        if (each := known.get(str(key))) is None:
            continue
        same = each.exposure == exposure and (each.response.good, each.response.total) == (good, total)
        found[str(key)] = (
            each if same else replace(each, exposure=exposure, response=Outcomes(good=good, total=total))
        )
    return found


def supplier_pool() -> SupplierPool:
    """The pool of all published suppliers, kept in the process until a supplier or a sanction changes.

    Costs two queries while nothing changed; after a change only the changed suppliers are read again.
    """
    global _kept
    token = _token()
    with _lock:
        if _kept is not None and _kept.token == token:
            return _kept
        rows = list(Supplier.objects.public().values_list("id", "version", *_COUNTED))
        now = {key: version for key, version, *_counts in rows}
        is_anew = _kept is None or _kept.token[1] != token[1]
        if _kept is not None and not is_anew:
            changed = [key for key, version in now.items() if _versions.get(key) != version]
            fresh = _recounted(_kept.profiles, rows) | (profiles(changed) if changed else {})
        else:
            fresh = profiles()
        _versions.clear()
        _versions.update(now)
        pool = prepare(fresh.values())
        digest = hashlib.sha256()
        for each in pool.suppliers:
            digest.update(each.checksum.encode())
        _kept = SupplierPool(token, pool, fresh, digest.hexdigest())
        if is_anew:
            spare_the_living()
        return _kept
