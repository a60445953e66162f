"""The policy's region table says what the portal's own registers say on its first day."""

from core.domains.table import load as load_domains
from core.regions.region import Level
from core.regions.table import load as load_regions

from . import world

POLICY = world.policy()
DAY = POLICY.effective_from
REGIONS = load_regions()


def test_borders_and_wider_regions_agree():
    sidos = [region.code for region in REGIONS.at(DAY, Level.SIDO)]
    assert sorted(POLICY.regions.macros) == sorted(sidos)
    for code in sidos:
        assert POLICY.regions.borders.get(code, frozenset()) == REGIONS.bordering(code, DAY)
        alike = {other for other in sidos if REGIONS.macro_region(other) == REGIONS.macro_region(code)}
        same = {other for other in sidos if POLICY.regions.macros[other] == POLICY.regions.macros[code]}
        assert same == alike


def test_districts_lead_to_their_city():
    inside = {
        region.code: region.parent_code
        for region in REGIONS.at(DAY, Level.SIGUNGU)
        if region.parent_code and region.parent_code != region.sido_code
    }
    assert dict(POLICY.regions.parents) == inside


def test_old_codes_lead_to_todays_where_there_is_only_one():
    for old, new in POLICY.regions.successors.items():
        assert set(REGIONS.get(old).successors) == {new}
        assert REGIONS.get(new).is_valid(DAY)
    gone = {
        region.code for region in REGIONS if not region.is_valid(DAY) and len(set(region.successors)) == 1
    }
    assert gone <= set(POLICY.regions.successors)


def test_domains_delivered_from_afar_are_the_registers():
    domains = list(load_domains())
    assert {domain.code for domain in domains if domain.is_remote} == POLICY.regions.remote_domains
    assert all(line.domains <= {domain.code for domain in domains} for line in POLICY.preferences)
