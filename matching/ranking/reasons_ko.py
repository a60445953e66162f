"""The sentences in Korean, by code of the reason."""

KOREAN = {
    # what speaks for a supplier, and what speaks against it
    "domain_none": "{domain|은/는} 제공하지 않습니다.",
    "domain_declared": "{domain|을/를} 제공한다고 밝혔습니다. 근거 자료는 아직 없습니다.",
    "domain_declared_built": "{domain|을/를} 제공하며, 고객이 확인한 구축 실적이 {builds}건 있습니다.",
    "domain_documented": "{domain|을/를} 제공하며, 이를 보여 주는 자료를 냈습니다.",
    "domain_documented_built": (
        "{domain|을/를} 제공하며, 근거 자료와 고객이 확인한 구축 실적 {builds}건이 있습니다."
    ),
    "domain_verified": "{domain} 역량을 확인받았습니다.",
    "domain_verified_built": ("{domain} 역량을 확인받았고, 고객이 확인한 구축 실적이 {builds}건 있습니다."),
    "domain_missing": "필요한 기술 가운데 {domain|은/는} 제공하지 않습니다.",
    "domain_only_declared": "{domain|은/는} 스스로 밝힌 내용뿐이고 근거 자료가 없습니다.",
    "domain_unbuilt": "{domain|은/는} 고객이 확인한 구축 실적이 아직 없습니다.",
    "domain_few_builds": "{domain} 구축 실적이 {builds}건으로 적은 편입니다.",
    "record_none": "고객이 확인한 구축 실적이 아직 없습니다.",
    "record_builds": "모든 기술을 더해 고객이 확인한 구축 실적이 {builds}건이고, 가장 최근은 {year}년입니다.",
    "record_few": (
        "모든 기술을 더해 고객이 확인한 구축 실적이 {builds}건(가장 최근 {year}년)으로, "
        "충분하다고 보는 {enough}건보다 적습니다."
    ),
    "record_old": (
        "모든 기술을 더해 고객이 확인한 구축 실적은 {builds}건이지만 가장 최근이 {year}년입니다. "
        "오래된 실적을 적게 치면 충분하다고 보는 {enough}건에 못 미칩니다."
    ),
    "quality_good": "확인된 과제 {total}건 가운데 {good}건이 좋은 결과로 끝났습니다.",
    "quality_low": "확인된 과제 {total}건 가운데 좋은 결과로 끝난 것은 {good}건입니다.",
    "quality_unknown": "과제 결과: 정보 없음. 확인된 과제가 아직 없어 평균값을 썼습니다.",
    "response_good": "문의 {total}건 가운데 {good}건에 3영업일 안에 답했습니다.",
    "response_low": "문의 {total}건 가운데 3영업일 안에 답한 것은 {good}건입니다.",
    "response_unknown": "답변 속도: 정보 없음. 받은 문의가 아직 없어 평균값을 썼습니다.",
    "region_same_sigungu": "공장과 같은 {plant}에 있습니다.",
    "region_same_sido": "공장과 같은 {plant}에 있습니다.",
    "region_bordering": "공장과 이웃한 시·도({home})에 있습니다.",
    "region_same_macro": "공장과 같은 권역인 {home}에 있습니다.",
    "region_elsewhere": "공장에서 먼 {home}에 있습니다.",
    "region_unknown": "사업장 위치를 프로필에 적지 않았습니다.",
    "region_remote": "{home}에 있지만 {domains|은/는} 원격으로 구축하고 지원할 수 있습니다.",
    "industry_built": "같은 업종({industry})에서 고객이 확인한 구축 실적이 {builds}건 있습니다.",
    "industry_declared": "같은 업종({industry})을 전문 분야로 밝혔습니다. 확인된 실적은 아직 없습니다.",
    "industry_other": "이 업종({industry})에서 일한 기록이 없습니다.",
    "industry_unknown": "업종 경험: 정보 없음. 공장의 업종을 알면 비교할 수 있습니다.",
    "size_built": "{size} 규모의 공장에서 고객이 확인한 구축 실적이 {builds}건 있습니다.",
    "size_declared": "{size} 규모의 공장과 일한다고 밝혔습니다.",
    "size_other": "{size} 규모의 공장과 일한 기록이 없습니다.",
    "size_unknown": "기업 규모 경험: 정보 없음. 기업 규모를 알면 비교할 수 있습니다.",
    "slack_free": "지금 새 과제를 {projects}건까지 시작할 수 있습니다.",
    "slack_little": "지금 시작할 수 있는 새 과제는 {projects}건입니다.",
    "freshness_new": "{days}일 전에 프로필이 최신임을 확인했습니다.",
    "freshness_old": "프로필을 마지막으로 확인한 지 {days}일이 지났습니다.",
    "text_found": "소개 글에 찾으시는 말이 있습니다: {terms}.",
    "text_nothing": "소개 글에 찾으시는 말이 없습니다.",
    "text_unknown": "소개 글 비교: 찾는 말을 적지 않으셨습니다.",
    "closest_found": "이번 일과 비슷한 일을 한 구축 실적이 있습니다: {terms}.",
    "closest_none": "찾으시는 일과 비슷한 구축 실적이 없습니다.",
    "closest_unknown": "비슷한 실적 비교: 찾는 말을 적지 않으셨습니다.",
    "closest_three_found": "이번 일과 비슷한 구축 실적이 {projects}건 있습니다.",
    "closest_three_none": "이번 일과 비슷한 구축 실적이 없습니다.",
    "closest_three_unknown": "비슷한 실적의 수: 찾는 말을 적지 않으셨습니다.",
    "category_found": "같은 종류의 일을 한 구축 실적이 {projects}건 있습니다.",
    "category_none": "같은 종류의 일을 한 구축 실적이 없습니다.",
    "category_unknown": "일의 종류: 정보 없음. 종류를 알면 비교할 수 있습니다.",
    "place_same_sigungu": "공장과 같은 {plant}에서 구축한 실적이 있습니다.",
    "place_same_sido": "공장과 같은 시·도({home})에서 구축한 실적이 있습니다.",
    "place_bordering": "공장과 이웃한 시·도({home})에서 구축한 실적이 있습니다.",
    "place_same_macro": "공장과 같은 권역({home})에서 구축한 실적이 있습니다.",
    "place_elsewhere": "가장 가까운 구축 실적도 공장에서 먼 {home}에 있습니다.",
    "place_none": "구축 실적에 지역이 적혀 있지 않습니다.",
    "place_unknown": "실적의 지역 비교: 공장의 위치를 알 수 없습니다.",
    "alike_near_found": "공장에서 가까운 비슷한 실적이 {home}에 있습니다: {terms}.",
    "alike_near_none": "지역을 아는 비슷한 구축 실적이 없습니다.",
    "alike_near_unknown": "가까운 곳의 비슷한 실적: 찾는 말을 적지 않으셨습니다.",
    "alike_amount_found": "금액 규모가 비슷하고 내용도 비슷한 구축 실적이 있습니다: {terms}.",
    "alike_amount_none": "금액을 아는 비슷한 구축 실적이 없습니다.",
    "alike_amount_unknown": "금액이 비슷한 실적: 정보 없음. 찾는 말과 금액을 알면 비교할 수 있습니다.",
    "alike_procedure_found": "같은 방식의 사업에서 비슷한 일을 한 구축 실적이 있습니다: {terms}.",
    "alike_procedure_none": "같은 방식의 사업에서 비슷한 일을 한 구축 실적이 없습니다.",
    "alike_procedure_unknown": "같은 방식의 비슷한 실적: 정보 없음.",
    "alike_near_amount_found": (
        "내용과 지역, 금액을 함께 견줄 때 가장 가까운 구축 실적이 {home}에 있습니다: {terms}."
    ),
    "alike_near_amount_none": "내용과 지역, 금액을 함께 견줄 수 있는 구축 실적이 없습니다.",
    "alike_near_amount_unknown": "가까운 곳에서 금액도 비슷한 실적: 정보 없음.",
    "preference": "정책 우대({preference})로 {tenths}점을 더했습니다.",
    # why a supplier is not in the list
    "not_verified": "아직 확인을 마치지 않은 공급기업입니다.",
    "banned": "지원사업 참여제한 기간입니다.",
    "affiliated": "신청 기업과 특수관계에 있는 기업입니다.",
    "not_accepting": "지금은 새 상담을 받지 않습니다.",
    "no_capacity": "지금은 새 과제를 맡을 여력이 없습니다.",
    "profile_stale": "최근 {days}일 안에 프로필이 최신임을 확인하지 않았습니다.",
    "no_priority_domain": "먼저 필요한 기술({domains})을 제공하지 않습니다.",
    "region_not_served": "{plant|은/는} 이 기업의 서비스 지역이 아닙니다.",
    "listed": "이 기업은 추천 {place}위에 있습니다.",
    "below": "추천 대상이며 {place}위입니다. 추천 목록까지 {tenths}점이 모자랍니다.",
    "below_tied": (
        "추천 대상이며 {place}위입니다. 추천 목록의 마지막 기업과 점수가 0.5점 구간 안에서 같습니다."
    ),
    # what would make a supplier first
    "make_level_declared": "{domain|을/를} 실제로 제공한다면 프로필에 추가합니다.",
    "make_level_documented": "{domain} 역량을 보여 주는 자료를 올립니다.",
    "make_level_verified": "{domain} 역량을 확인받습니다.",
    "make_builds": "{domain} 구축 실적을 {amount}건 더 쌓고 고객의 확인을 받습니다.",
    "make_industry": "이 업종({industry})의 일을 실제로 한다면 프로필에 추가합니다.",
    "make_size": "{size} 규모의 공장과 실제로 일한다면 프로필에 추가합니다.",
    "make_slack": "새 과제를 맡을 여력을 {amount}건 늘립니다.",
    "make_fresh": "프로필이 최신임을 다시 확인합니다.",
    "make_answers": "앞으로 받는 문의 {amount}건에 3영업일 안에 답합니다.",
    "make_quality": "과제 {amount}건을 좋은 결과로 마치고 고객의 확인을 받습니다.",
    "make_remote": "{domain|을/를} 원격으로 구축하고 지원할 수 있다면 프로필에 적습니다.",
    "make_served": "서비스 지역에 {plant|을/를} 추가합니다.",
    "make_accepting": "새 상담 받기를 켭니다.",
}
_PLACES = ("첫째로", "둘째로", "셋째로")
KOREAN |= {
    f"gap{place}_{code.removeprefix('domain_')}": f"{word} 메울 격차({{gap}}): 이 회사는 {KOREAN[code]}"
    for place, word in enumerate(_PLACES, start=1)
    for code in tuple(KOREAN)
    if code.startswith(("domain_declared", "domain_documented", "domain_verified"))
} | {
    f"gap{place}_none": f"{word} 메울 격차({{gap}})에 필요한 {{domain|은/는}} 제공하지 않습니다."
    for place, word in enumerate(_PLACES, start=1)
}
