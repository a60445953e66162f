"""Scoring: a framework document and a set of answers in, a score with its whole arithmetic out.

Pure: no Django, no clock, no I/O. What others use:

    framework = load(text, name="kr.yaml")          # DocumentFaults with every fault
    answers = parse_answers(json_text, framework, name="answers.json")
    outcome = score(framework, answers)              # .score .low .high .coverage .level .tier .nodes .items
    explain(outcome, "PRC")                          # the arithmetic of a node
    domain_needs(outcome)                            # what the gaps ask for
"""

from assessments.scoring.answers import DONT_KNOW, NOT_APPLICABLE, Answer, Answers
from assessments.scoring.answers import check as check_answers
from assessments.scoring.answers import dump as dump_answers
from assessments.scoring.answers import parse as parse_answers
from assessments.scoring.attainable import attainable
from assessments.scoring.branching import Progress, asked, asked_in_order, progress
from assessments.scoring.bridge import Bridge, Crossing, bridge
from assessments.scoring.carrying import carried, carried_from, origin_of
from assessments.scoring.comparison import Change, Comparison
from assessments.scoring.difference import Detail, Difference, PartChange, difference
from assessments.scoring.document import checksum, dump, from_json, load, to_json
from assessments.scoring.engine import score
from assessments.scoring.explain import Explanation, ItemExplanation, explain
from assessments.scoring.faults import AnswerFaults, DocumentFaults, Fault, Faults
from assessments.scoring.framework import (
    Choice,
    Framework,
    Hint,
    Item,
    Level,
    Node,
    Policies,
    Scheme,
    Text,
    Tier,
)
from assessments.scoring.gaps import (
    DomainNeed,
    ItemGap,
    ModuleGap,
    closing_domains,
    domain_needs,
    item_gaps,
    module_gaps,
)
from assessments.scoring.ground import Apart, Ground, common_ground
from assessments.scoring.hints import hints_raised, items_of
from assessments.scoring.ladder import Distance, UnmetGate
from assessments.scoring.leaf import InvalidAnswer
from assessments.scoring.outcome import Outcome
from assessments.scoring.priorities import Priority, aim, conditions, enough, named_gaps, priorities
from assessments.scoring.result import ItemOutcome, NodeOutcome, Result
from assessments.scoring.succession import Succession, succession
from assessments.scoring.trace import ForeignTrace
from assessments.scoring.trace import expand as expand_trace
from assessments.scoring.trace import restore as restore_trace

__all__ = [
    "DONT_KNOW",
    "NOT_APPLICABLE",
    "Answer",
    "AnswerFaults",
    "Answers",
    "Apart",
    "Bridge",
    "Change",
    "Choice",
    "Comparison",
    "Crossing",
    "Detail",
    "Difference",
    "Distance",
    "DocumentFaults",
    "DomainNeed",
    "Explanation",
    "Fault",
    "Faults",
    "ForeignTrace",
    "Framework",
    "Ground",
    "Hint",
    "InvalidAnswer",
    "Item",
    "ItemExplanation",
    "ItemGap",
    "ItemOutcome",
    "Level",
    "ModuleGap",
    "Node",
    "NodeOutcome",
    "Outcome",
    "PartChange",
    "Policies",
    "Priority",
    "Progress",
    "Result",
    "Scheme",
    "Succession",
    "Text",
    "Tier",
    "UnmetGate",
    "aim",
    "asked",
    "asked_in_order",
    "attainable",
    "bridge",
    "carried",
    "carried_from",
    "check_answers",
    "checksum",
    "closing_domains",
    "common_ground",
    "conditions",
    "difference",
    "domain_needs",
    "dump",
    "dump_answers",
    "enough",
    "expand_trace",
    "explain",
    "from_json",
    "hints_raised",
    "item_gaps",
    "items_of",
    "load",
    "module_gaps",
    "named_gaps",
    "origin_of",
    "parse_answers",
    "priorities",
    "progress",
    "restore_trace",
    "score",
    "succession",
    "to_json",
]
