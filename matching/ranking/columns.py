"""The gate and the criteria over columns; each function is the array form of its namesake in `values`."""

from bisect import bisect_left
from collections.abc import Callable, Iterable

import numpy as np

from .gap import Gap
from .need import Need
from .policy import Policy
from .pool import NEVER, Coded, Flags, Ints, Pool, instant
from .project_columns import project_columns
from .values import near_size
from .vocabulary import CODES, LEVELS, MICRO, SIZES, Code, Criterion


class Asked:
    """One need under one policy, asked of a pool. Everything is computed for all suppliers, then cut."""

    def __init__(self, need: Need, pool: Pool, policy: Policy) -> None:
        self.need, self.pool, self.policy = need, pool, policy
        self.day = need.day.toordinal()
        self.past: Flags = pool.build_day <= self.day
        self.strengths = {domain: self._strength(domain) for domain in need.domains}

    def failures(self) -> Ints:
        """One bit per gate code, in the order of CODES."""
        pool, need = self.pool, self.need
        bits = np.zeros(len(pool), np.int64)

        def fail(code: Code, failed: Flags) -> None:
            np.bitwise_or(bits, 1 << CODES.index(code), out=bits, where=failed)

        fail(Code.NOT_VERIFIED, ~pool.verified)
        fail(Code.BANNED, self._banned())
        fail(Code.AFFILIATED, self._any(pool.parties[key] for key in need.parties if key in pool.parties))
        fail(Code.NOT_ACCEPTING, ~pool.accepting)
        fail(Code.NO_CAPACITY, pool.capacity < 1)
        fail(Code.PROFILE_STALE, pool.confirmed < self.day - self.policy.profile_days)
        offered = np.zeros(len(pool), np.bool_)
        for domain in self.policy.gating(need) & pool.levels.keys():
            offered |= pool.levels[domain] > 0
        fail(Code.NO_PRIORITY_DOMAIN, ~offered)
        table = self.policy.regions
        wanted = table.places(need.sido, need.sigungu)
        served = self._any(
            pool.serves[code] for code in pool.serves if code in wanted or table.today(code) in wanted
        )
        fail(Code.REGION_NOT_SERVED, ~served)
        return bits

    def values(self) -> dict[Criterion, Ints]:
        """Every criterion for every supplier, in micro-units."""
        pool, scales = self.pool, self.policy.scales
        return {
            Criterion.DOMAIN: self._domain(),
            Criterion.RECORD: self._record(),
            Criterion.QUALITY: (pool.quality_good * MICRO + scales.kappa * scales.quality_prior)
            // (pool.quality_total + scales.kappa),
            Criterion.RESPONSE: (pool.response_good * MICRO + scales.kappa * scales.response_prior)
            // (pool.response_total + scales.kappa),
            Criterion.REGION: self._region(),
            Criterion.INDUSTRY: self._industry(),
            Criterion.SIZE: self._size(),
            Criterion.SLACK: pool.capacity * MICRO // (pool.capacity + scales.slack_half),
            Criterion.FRESHNESS: self._freshness(),
            Criterion.TEXT: self._text(),
            **self._projects(),
        }

    def bonuses(self) -> dict[str, Ints]:
        """What each preference line in force adds, in units, in the policy's order."""
        left = np.full(len(self.pool), self.policy.preference_cap * MICRO, np.int64)
        added = {}
        for line in self.policy.preferences:
            if not line.in_force(self.need.day):
                continue
            admitted = np.array([line.admits(level) for level in LEVELS])
            best = np.zeros(len(self.pool), np.int64)
            for domain, found in self.strengths.items():
                if domain in line.domains and domain in self.pool.levels:
                    np.maximum(best, np.where(admitted[self.pool.levels[domain]], found, 0), out=best)
            gain = np.minimum(line.points * best, left)
            left -= gain
            added[line.code] = gain
        return added

    def newcomers(self) -> Flags:
        """Who has no build and no outcome of a project yet."""
        counts = np.bincount(self.pool.build_owner[self.past], minlength=len(self.pool))
        return np.asarray((counts == 0) & (self.pool.quality_total == 0))

    def _any(self, postings: Iterable[Ints]) -> Flags:
        found = np.zeros(len(self.pool), np.bool_)
        for owners in postings:
            found[owners] = True
        return found

    def _banned(self) -> Flags:
        pool, now = self.pool, instant(self.need.as_of)
        return self._any([pool.ban_owner[(pool.ban_starts <= now) & (now < pool.ban_ends)]])

    def _strength(self, domain: str) -> Ints:
        pool, scales = self.pool, self.policy.scales
        if domain not in pool.levels:
            return np.zeros(len(pool), np.int64)
        worth = np.array([scales.level(level) for level in LEVELS], np.int64)[pool.levels[domain]]
        half = scales.domain_half
        indexes = pool.build_domains.get(domain)
        if indexes is None:
            return np.asarray(worth * half // (2 * half))
        builds = np.bincount(pool.build_owner[indexes[self.past[indexes]]], minlength=len(pool))
        return np.asarray(worth * (2 * builds + half) // (2 * (builds + half)))

    def _domain(self) -> Ints:
        focus, gaps = self.policy.focus, self.need.gaps
        total = np.zeros(len(self.pool), np.int64)
        if focus and gaps:
            shares = focus.shares[: len(gaps)]
            for share, gap in zip(shares, gaps, strict=True):
                total += share * self._closing(gap, focus.reach)
            return total // sum(shares)
        for domain, importance in self.need.domains.items():
            total += importance * self.strengths[domain]
        return total // self.need.total

    def _closing(self, gap: Gap, reach: int) -> Ints:
        closed = np.zeros(len(self.pool), np.int64)
        for domain, part in gap.domains.items():
            closed += part * self.strengths[domain]
        return np.minimum(MICRO, closed // gap.top(reach))

    def _record(self) -> Ints:
        pool, day = self.pool, self.need.day
        decays = np.array([*self.policy.decays, 0], np.int64)
        age = (day.year * 12 + day.month) - pool.build_month - (pool.build_month_day > day.day)
        counts = np.where(self.past, decays[np.clip(age, 0, len(decays) - 1)], 0)
        recent = _sum_by_owner(pool.build_owner, counts, len(pool))
        return recent * MICRO // (recent + self.policy.scales.record_half * MICRO)

    def _region(self) -> Ints:
        need, pool, table = self.need, self.pool, self.policy.regions
        places = [table.proximity(need.sido, need.sigungu, sido, sigungu) for sido, sigungu in pool.homes]
        here = np.array([table.value(place, remote=False) for place in places], np.int64)[pool.home]
        there = np.array([table.value(place, remote=True) for place in places], np.int64)[pool.home]
        wanted = self.policy.wanted(need)
        total = sum(wanted.values())
        afar = np.zeros(len(pool), np.int64)
        for domain in wanted.keys() & table.remote_domains & pool.remote.keys() & pool.levels.keys():
            afar += wanted[domain] * (pool.remote[domain] & (pool.levels[domain] > 0))
        return np.asarray(((total - afar) * here + afar * there) // total)

    def _industry(self) -> Ints:
        scales, ours = self.policy.scales, self.need.industry
        best = np.zeros(len(self.pool), np.int64)
        _raise_to(best, self.pool.build_industry, ours, lambda code: scales.prefix(ours, code), self.past)
        share = scales.declared
        _raise_to(best, self.pool.industries, ours, lambda code: scales.prefix(ours, code) * share // MICRO)
        return best

    def _size(self) -> Ints:
        need, pool, policy = self.need, self.pool, self.policy
        worth = [near_size(need.size, size, policy) for size in SIZES]
        share = [value * policy.scales.declared // MICRO for value in worth]
        table = [
            max((share[index] for index in range(len(SIZES)) if sizes >> index & 1), default=0)
            for sizes in range(1 << len(SIZES))
        ]
        best = np.array(table, np.int64)[pool.sizes]
        shown = np.where(self.past, np.array([*worth, 0], np.int64)[pool.build_size], 0)
        np.maximum.at(best, pool.build_owner, shown)
        return best

    def _projects(self) -> dict[Criterion, Ints]:
        projects = self.policy.projects
        if projects is None:
            return {}
        return project_columns(self.need, self.pool.projects, self.past, self.policy, projects)

    def _freshness(self) -> Ints:
        fresh, stale = self.policy.scales.fresh_days, self.policy.scales.stale_days
        never = self.pool.confirmed == NEVER
        age = np.clip(self.day - np.where(never, self.day, self.pool.confirmed), fresh, stale)
        return np.where(never, 0, MICRO * (stale - age) // (stale - fresh))

    def _text(self) -> Ints:
        statistics = self.policy.statistics
        found = np.zeros(len(self.pool), np.int64)
        for term in self.need.terms & self.pool.terms.keys():
            owners, counts = self.pool.terms[term]
            found[owners] += statistics.terms(term, counts, self.pool.length[owners])
        return found * MICRO // (found + self.policy.scales.text_half * MICRO)


def _sum_by_owner(owners: Ints, numbers: Ints, length: int) -> Ints:
    """Exact integer sums; the owners are in order."""
    running = np.concatenate((np.zeros(1, np.int64), np.cumsum(numbers)))
    ends = np.searchsorted(owners, np.arange(length + 1))
    return np.asarray(running[ends[1:]] - running[ends[:-1]])


def _raise_to(
    best: Ints, entries: Coded, ours: str, worth: Callable[[str], int], where: Flags | None = None
) -> None:
    """Raise each owner's value to the best worth among its entries; only codes that start alike have any."""
    table = np.zeros(len(entries.labels), np.int64)
    first, last = (bisect_left(entries.labels, ours[:2] + end) for end in ("", "\uffff"))
    table[first:last] = [worth(label) for label in entries.labels[first:last]]
    if not table.any():
        return
    worths = table[entries.codes]
    if where is not None:
        worths = np.where(where, worths, 0)
    some = worths > 0
    np.maximum.at(best, entries.owners[some], worths[some])
