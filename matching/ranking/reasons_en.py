"""The sentences in English, by code of the reason."""

ENGLISH = {
    # what speaks for a supplier, and what speaks against it
    "domain_none": "Does not offer {domain}.",
    "domain_declared": "States that it offers {domain}; there is no evidence yet.",
    "domain_declared_built": (
        "Offers {domain} and has built it in {builds|project|projects} confirmed by clients."
    ),
    "domain_documented": "Offers {domain} and has filed documents that show it.",
    "domain_documented_built": (
        "Offers {domain}, with documents that show it and {builds|project|projects} confirmed by clients."
    ),
    "domain_verified": "Its capability in {domain} has been verified.",
    "domain_verified_built": (
        "Its capability in {domain} has been verified; clients confirmed {builds|project|projects} in it."
    ),
    "domain_missing": "Does not offer {domain}, which is needed too.",
    "domain_only_declared": "For {domain} there is only its own statement, no evidence.",
    "domain_unbuilt": "No client has confirmed a project in {domain} yet.",
    "domain_few_builds": "Only {builds|project|projects} in {domain} confirmed by clients.",
    "record_none": "No client has confirmed a project yet.",
    "record_builds": "In all technologies clients confirmed {builds|project|projects}, the latest in {year}.",
    "record_few": (
        "In all technologies clients confirmed {builds|project|projects}, the latest in {year}: "
        "below the {enough} taken as enough."
    ),
    "record_old": (
        "In all technologies clients confirmed {builds|project|projects}, the latest in {year}. "
        "With older ones counting less, they stay below the {enough} taken as enough."
    ),
    "quality_good": "Of {total|confirmed project|confirmed projects}, {good} ended well.",
    "quality_low": "Of {total|confirmed project|confirmed projects}, only {good} ended well.",
    "quality_unknown": "Project results: no information. No project is confirmed yet; the average stands in.",
    "response_good": "Answered {good} of {total|inquiry|inquiries} within three working days.",
    "response_low": "Answered only {good} of {total|inquiry|inquiries} within three working days.",
    "response_unknown": "Speed of answers: no information. No inquiry came in yet; the average stands in.",
    "region_same_sigungu": "Located in {plant}, like the plant.",
    "region_same_sido": "Located in {plant}, like the plant.",
    "region_bordering": "Located in {home}, in a province next to the plant's.",
    "region_same_macro": "Located in {home}, in the same wider region as the plant.",
    "region_elsewhere": "Located in {home}, far from the plant.",
    "region_unknown": "Its profile does not say where it is located.",
    "region_remote": "Located in {home}, but can deliver and support this remotely: {domains}.",
    "industry_built": "Clients in this industry ({industry}) confirmed {builds|project|projects}.",
    "industry_declared": "States this industry ({industry}) as its field; no confirmed project yet.",
    "industry_other": "No record of work in this industry ({industry}).",
    "industry_unknown": "Industry experience: no information. Name the industry to compare it.",
    "size_built": "Clients of this size ({size}) confirmed {builds|project|projects}.",
    "size_declared": "States that it works with companies of this size ({size}).",
    "size_other": "No record of work with companies of this size ({size}).",
    "size_unknown": "Experience with this size: no information. Name the size to compare it.",
    "slack_free": "Can start {projects|new project|new projects} now.",
    "slack_little": "Can start only {projects|new project|new projects} now.",
    "freshness_new": "Confirmed its profile {days|day|days} ago.",
    "freshness_old": "Last confirmed its profile {days|day|days} ago.",
    "text_found": "Its texts contain what you look for: {terms}.",
    "text_nothing": "Its texts do not contain what you look for.",
    "text_unknown": "Comparison of texts: you named no words to look for.",
    "closest_found": "A past project of its was about the same: {terms}.",
    "closest_none": "None of its past projects was about what you look for.",
    "closest_unknown": "Likeness of past projects: you named no words to compare.",
    "closest_three_found": "It has {projects|past project|past projects} like what you look for.",
    "closest_three_none": "None of its past projects is like what you look for.",
    "closest_three_unknown": "Number of similar projects: you named no words to compare.",
    "category_found": "It has {projects|past project|past projects} of this kind of work.",
    "category_none": "It has no past project of this kind of work.",
    "category_unknown": "Kind of work: no information. Name the kind to compare it.",
    "place_same_sigungu": "Has completed a project in {plant}, like the plant.",
    "place_same_sido": "Has completed a project in {home}, in the plant's province.",
    "place_bordering": "Has completed a project in {home}, in a province next to the plant's.",
    "place_same_macro": "Has completed a project in {home}, in the same wider region as the plant.",
    "place_elsewhere": "Its nearest past project is in {home}, far from the plant.",
    "place_none": "Its past projects do not say where they were done.",
    "place_unknown": "Places of past projects: the plant's place is not known.",
    "alike_near_found": "Its most similar project near the plant was in {home}: {terms}.",
    "alike_near_none": "It has no similar project of a known place.",
    "alike_near_unknown": "Similar projects nearby: you named no words to compare.",
    "alike_amount_found": "It has done similar work of a comparable amount: {terms}.",
    "alike_amount_none": "It has no similar project of a known amount.",
    "alike_amount_unknown": "Similar projects of this amount: no information. Name words and amount.",
    "alike_procedure_found": "It has done similar work in the same kind of programme: {terms}.",
    "alike_procedure_none": "It has no similar project in the same kind of programme.",
    "alike_procedure_unknown": "Similar projects in such a programme: no information.",
    "alike_near_amount_found": (
        "Compared by content, place and amount at once, its nearest project was in {home}: {terms}."
    ),
    "alike_near_amount_none": "No single project is similar, with its place and amount known.",
    "alike_near_amount_unknown": "Similar projects nearby of this amount: no information.",
    "preference": "A policy preference ({preference}) added {tenths} points.",
    # why a supplier is not in the list
    "not_verified": "This supplier has not been verified yet.",
    "banned": "This supplier is banned from support programmes at present.",
    "affiliated": "This supplier is affiliated with the company that asks.",
    "not_accepting": "It accepts no new consultations at present.",
    "no_capacity": "It has no room for another project at present.",
    "profile_stale": "It has not confirmed its profile within the last {days|day|days}.",
    "no_priority_domain": "It does not offer what is needed first ({domains}).",
    "region_not_served": "It does not serve {plant}.",
    "listed": "This supplier is recommended in place {place}.",
    "below": "It may be recommended and stands in place {place}; {tenths} points short of the list.",
    "below_tied": (
        "It may be recommended and stands in place {place}; "
        "its score lies within the same half point as the last of the list."
    ),
    # what would make a supplier first
    "make_level_declared": "Add {domain} to the profile, if it is really offered.",
    "make_level_documented": "File documents that show the capability in {domain}.",
    "make_level_verified": "Have the capability in {domain} verified.",
    "make_builds": "Complete {amount|more project|more projects} in {domain}, confirmed by clients.",
    "make_industry": "Add this industry ({industry}) to the profile, if it really works there.",
    "make_size": "Add companies of this size ({size}) to the profile, if it really works with them.",
    "make_slack": "Make room for {amount|more new project|more new projects}.",
    "make_fresh": "Confirm again that the profile is up to date.",
    "make_answers": "Answer the next {amount|inquiry|inquiries} within three working days.",
    "make_quality": "Finish {amount|project|projects} well and have clients confirm it.",
    "make_remote": "State in the profile that {domain} can be delivered remotely, if it can.",
    "make_served": "Add {plant} to the regions served.",
    "make_accepting": "Switch on new consultations.",
}
_PLACES = ("first", "second", "third")
ENGLISH |= {
    f"gap{place}_{code.removeprefix('domain_')}": f"The {word} gap, {{gap}}: {ENGLISH[code]}"
    for place, word in enumerate(_PLACES, start=1)
    for code in tuple(ENGLISH)
    if code.startswith(("domain_declared", "domain_documented", "domain_verified"))
} | {
    f"gap{place}_none": f"Does not offer {{domain}}, which the {word} gap ({{gap}}) needs."
    for place, word in enumerate(_PLACES, start=1)
}
