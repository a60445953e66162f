"""What people are told about the sharing and the verification of results."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as noop

from core.accounts.roles import Kind as Organisation
from core.notices.telling import Kind, Written, register
from core.notices.topics import Topic

SHARING = Topic(
    "sharing",
    _("Who sees our results"),
    _("A result was shared or taken back, opened for the first time, or taken out as a file."),
    kinds=frozenset({Organisation.COMPANY.value}),
)
RECEIVED = Topic(
    "received",
    _("Results shared with us"),
    _("A company shares a result with you or takes it back."),
    kinds=frozenset({Organisation.SUPPLIER.value}),
)
GIVEN = Kind(
    "share_given",
    _("%(recipient)s can see your result now"),
    _("%(who)s shared it. You see who opened it, and you can take it back at any time."),
    _("Open the result"),
    topic=SHARING,
)
TAKEN_BACK = Kind(
    "share_taken_back",
    _("%(recipient)s no longer sees your result"),
    _("%(who)s took it back. Whoever exported it before must destroy the file; we tell them so."),
    _("Open the result"),
    topic=SHARING,
)
SHARED = Kind(
    "result_shared",
    _("%(organisation)s shared a result with you"),
    _("You can open it in your list."),
    _("Open"),
    topic=RECEIVED,
)
WITHDRAWN = Kind(
    "consent_withdrawn",
    _("%(organisation)s withdrew a consent"),
    _("The organisation no longer shares its result with you. What you exported must be destroyed."),
    topic=RECEIVED,
)

TOGETHER = Topic(
    "together",
    _("Parts answered by colleagues"),
    _("Somebody you gave a part of a diagnostic says that it is done, or changes an answer afterwards."),
    kinds=frozenset({Organisation.COMPANY.value}),
)


def counted(n: int, na: int, unsure: int, of: int = 0) -> str:
    """How many questions of a part were answered, `of` so many where some are open; those that do not apply
    and those not known named apart.
    """
    said = {"n": n, "na": na, "all": of}
    text = gettext("%(n)s questions, and %(na)s that do not apply") if na else gettext("All %(n)s questions")
    text = gettext("%(n)s of %(all)s questions") if of else text
    unknown = gettext("“I do not know”: %(n)s") % {"n": unsure} if unsure else ""
    return " · ".join(each for each in (text % said, unknown) if each)


def _changed(params: Mapping[str, Any]) -> str:
    """The questions that were left open and are answered now, and those that were changed, as sentences;
    empty where none is named.
    """
    filled = gettext("Left open before, answered now: “%(questions)s”%(more)s.")
    changed = gettext("Changed: “%(questions)s”%(more)s.")
    said = _questions(filled, params, "filled", "filled_more"), _questions(changed, params, "changed", "more")
    return " ".join(each for each in said if each)


def _questions(sentence: str, params: Mapping[str, Any], key: str, rest: str) -> str:
    """The questions under `key` in a sentence; empty where none is named."""
    if not params.get(key):
        return ""
    more = gettext(" and %(n)s more") % {"n": params[rest]} if params.get(rest) else ""
    return sentence % {"questions": params[key], "more": more}


def _reported(params: Mapping[str, Any]) -> str:
    """How much was answered, what changed since the last time, and what to do."""
    counts = ""
    if "na" in params:
        counts = gettext("Answered: %(counts)s.") % {
            "counts": counted(params["n"], params["na"], params["unsure"])
        }
    look = gettext("Look at the answers. You can change each one until you submit.")
    return " ".join(each for each in (_changed(params), counts, look) if each)


def _returned(params: Mapping[str, Any]) -> str:
    """Which questions were left open, how much was answered, and what to do."""
    left = _questions(gettext("Left open: “%(questions)s”%(more)s."), params, "left", "left_more")
    counts = gettext("Answered: %(counts)s.") % {
        "counts": counted(params["n"], params["na"], params["unsure"], params["all"])
    }
    ways = gettext("Answer them yourself, or give them to somebody else. The link still works.")
    return " ".join(each for each in (left, counts, _changed(params), ways) if each)


def _reopened(params: Mapping[str, Any]) -> str:
    """What changed, and that the word follows."""
    later = gettext("The history of each answer says more. We tell you again when the part is done.")
    return " ".join(each for each in (_changed(params), later) if each)


def _certified(said: str) -> Written:
    """What a notice says of a certificate; once it was revoked only that."""

    def written(params: Mapping[str, Any]) -> str:
        gone = gettext("Certificate %(number)s was revoked on %(revoked)s and is valid no longer.")
        return (gone if params.get("revoked") else gettext(said)) % params

    return written


PART_REPORTED = Kind(
    "part_reported",
    _("%(name)s says that it is done: %(parts)s"),
    _reported,
    _("Open the part"),
    topic=TOGETHER,
)

PART_RETURNED = Kind(
    "part_returned",
    _("%(name)s handed back with open questions (%(open)s): %(parts)s"),
    _returned,
    _("Open the part"),
    topic=TOGETHER,
)

PART_ASKED = Kind(
    "part_asked",
    _("%(name)s asks to answer in another browser: %(parts)s"),
    _(
        "The link is open in one browser and was opened in a second one. Ask %(name)s first whether it was "
        "they: everybody who has the message can ask this. Then let them in, or leave it as it is."
    ),
    _("Look at it and decide"),
    topic=TOGETHER,
)

PART_ASKED_ANEW = Kind(
    "part_asked_anew",
    _("%(name)s asks you to open the ended link again: %(parts)s"),
    _(
        "The link is over, and somebody who has it wants to go on. Ask %(name)s first whether it was they: "
        "everybody who has the message can ask this. Then open it again, or leave it as it is."
    ),
    _("Look at it and decide"),
    topic=TOGETHER,
)

PART_RESUMED = Kind(
    "part_resumed",
    _("%(name)s goes on with the questions left open: %(parts)s"),
    _reopened,
    _("Open the part"),
    by_mail=False,
    topic=TOGETHER,
)

PART_REOPENED = Kind(
    "part_reopened",
    _("%(name)s changed an answer after saying it was done: %(parts)s"),
    _reopened,
    _("Open the part"),
    topic=TOGETHER,
)

VERIFYING = Topic(
    "verifying",
    _("Verification by assessors"),
    _("An assessor is asked for, assigned, let in, or has finished."),
)
VERIFICATION_ASKED = Kind(
    "verification_asked",
    _("%(company)s asks for an assessor"),
    _("Assign one who has no tie to the company."),
    _("Assign an assessor"),
    topic=VERIFYING,
)
VERIFICATION_ASSIGNED = Kind(
    "verification_assigned",
    _("%(assessor)s of %(body)s is to verify your result"),
    _("Nothing is open to the assessor before you agree. Read what they would see, and decide."),
    _("Read and decide"),
    topic=VERIFYING,
)
VERIFICATION_OPENED = Kind(
    "verification_opened",
    _("%(company)s lets you see its result and files"),
    _("You can verify it now."),
    _("Open the verification"),
    topic=VERIFYING,
)
VERIFICATION_FINISHED = Kind(
    "verification_finished",
    _("Your result is verified"),
    _("%(body)s finished. Levels judged differently: %(changes)s. Both scores stand in the result."),
    _("Open the result"),
    topic=VERIFYING,
)

VERIFICATION_LATE = Kind(
    "verification_late",
    _("The verification of %(company)s is late"),
    _("It was to be finished by %(due)s."),
    _("Open the verification"),
    topic=VERIFYING,
)
VERIFICATION_HANDED_BACK = Kind(
    "verification_handed_back",
    _("An assessor stepped back from %(company)s"),
    _("The assessor of %(body)s has an interest. Assign another one."),
    _("Assign an assessor"),
    topic=VERIFYING,
)

REVIEWING = Topic(
    "reviewing",
    _("Reviews by a person"),
    _("A review is asked for, assigned, opened, decided, or late."),
)
APPEAL_ASKED = Kind(
    "appeal_asked",
    _("%(company)s asks that a person looks at a number again"),
    _("It is to be decided by %(due)s. Assign an assessor who has no tie and has not judged it before."),
    _("Assign an assessor"),
    topic=REVIEWING,
)
APPEAL_FILED = Kind(
    "appeal_filed",
    _("Your request for a review has arrived"),
    _("It is to be decided by %(due)s. We tell you at every step."),
    _("See how it stands"),
    topic=REVIEWING,
)
APPEAL_ASSIGNED = Kind(
    "appeal_assigned",
    _("%(assessor)s of %(body)s is to look at it again"),
    _("Nothing is open to the assessor before you agree. The clock stands until you decide."),
    _("Read and decide"),
    topic=REVIEWING,
)
APPEAL_OPENED = Kind(
    "appeal_opened",
    _("%(company)s asks you to look at a number again"),
    _("You see the result and its files now. Decide by %(due)s."),
    _("Open the review"),
    topic=REVIEWING,
)
APPEAL_UPHELD = Kind(
    "appeal_upheld",
    _("Your number was looked at again and stays"),
    _("An assessor of %(body)s decided it and says why."),
    _("Read the decision"),
    topic=REVIEWING,
)
APPEAL_CHANGED = Kind(
    "appeal_changed",
    _("Your number was looked at again and changed"),
    _("An assessor of %(body)s decided it and says why. Your own result stays as it is."),
    _("Read the decision"),
    topic=REVIEWING,
)
APPEAL_HANDED_BACK = Kind(
    "appeal_handed_back",
    _("An assessor stepped back from %(company)s"),
    _("The assessor of %(body)s has an interest. Assign another one."),
    _("Assign an assessor"),
    topic=REVIEWING,
)
APPEAL_OVERDUE = Kind(
    "appeal_overdue",
    _("The review for %(company)s is overdue"),
    _("It was to be decided by %(due)s."),
    _("Open the review"),
    topic=REVIEWING,
)
APPEAL_LATE = Kind(
    "appeal_late",
    _("The review you asked for is late"),
    _("It was to be decided by %(due)s. Whoever is in charge has been told."),
    _("See how it stands"),
    topic=REVIEWING,
)

CONFIRMING = Topic(
    "confirming",
    _("Confirmation of levels"),
    _("An application goes on, something is missing, or a certificate runs out."),
    kinds=frozenset({Organisation.COMPANY.value, Organisation.MINISTRY.value})
    | {Organisation.ASSESSOR_BODY.value, Organisation.COMMITTEE.value},
)
_SEE = _("Open the application")
LEVEL_NOTICES = (
    Kind("level_submitted", _("%(company)s applies for a confirmed level"),
         _("Check the four documents."), _("Check the documents"), topic=CONFIRMING),
    Kind("level_incomplete", _("Something is missing in your application"),
         _("Read what is missing and hand it in by %(due)s."), _SEE, topic=CONFIRMING),
    Kind("level_due", _("Hand in what is missing by %(due)s"),
         _("After that day the application ends. You can apply anew."), _SEE, topic=CONFIRMING),
    Kind("level_lapsed", _("Your application ended because documents were missing"),
         _("The day for it has passed. You can apply anew at any time."), _SEE, topic=CONFIRMING),
    Kind("level_accepted", _("Your documents are complete"),
         _("An assessor without a tie to your company is assigned next."), _SEE, topic=CONFIRMING),
    Kind("level_agree", _("An assessor is assigned to your application"),
         _("Nothing is open to the assessor before you agree."), _("Read and decide"), topic=CONFIRMING),
    Kind("level_to_assess", _("%(company)s waits for your visit"),
         _("Plan the day, verify the levels, and report to the committee."), _SEE, topic=CONFIRMING),
    Kind("level_visit", _("The assessor visits your plant on %(day)s"),
         _("Have the evidence of your answers at hand."), _SEE, topic=CONFIRMING),
    Kind("level_visited", _("The assessor noted a visit to your plant on %(day)s"),
         _("If nobody came on that day, tell the programme administrator."), _SEE, topic=CONFIRMING),
    Kind("level_visit_over", _("%(company)s: the day of the visit has passed"),
         _("Hand the report in by %(due)s, or choose another day if the visit did not take place."), _SEE,
         topic=CONFIRMING),
    Kind("level_report_late", _("%(company)s: the report on the visit is late"),
         _("It was to be handed in by %(due)s."), _SEE, topic=CONFIRMING),
    Kind("level_reported", _("%(company)s: the assessor has reported"),
         _("Read the report and vote."), _("Read and vote"), topic=CONFIRMING),
    Kind("level_tied", _("%(company)s: the votes of the committee are equal"),
         _("The vote of one more member decides."), _SEE, topic=CONFIRMING),
    Kind("level_too_few", _("%(company)s: too few members are left to decide"),
         _("Members left: %(left)s. Invite another member of the committee."), _SEE, topic=CONFIRMING),
    Kind("level_left", _("%(company)s: its assessor left"),
         _("Assign another one. The company is asked for its consent anew."), _SEE, topic=CONFIRMING),
    Kind("level_with_committee", _("%(company)s: the report is with the committee"),
         _("The committee decides next."), _SEE, topic=CONFIRMING),
    Kind("level_confirmed", _("%(company)s: Level %(level)s is confirmed"),
         _certified(noop("The certificate has the number %(number)s and is valid for three years.")), _SEE,
         topic=CONFIRMING),
    Kind("level_rejected", _("%(company)s: the level was not confirmed"),
         _("Read the reason. The company can apply anew."), _SEE, topic=CONFIRMING),
    Kind("level_withdrawn", _("%(company)s withdrew its application"),
         _("Nothing more is to be done."), _SEE, topic=CONFIRMING),
    Kind("level_expires", _("Certificate %(number)s is valid until %(day)s"),
         _certified(noop("Answer the diagnostic anew and apply again if you need one after that day.")), _SEE,
         topic=CONFIRMING),
    Kind("level_revoked", _("%(company)s: certificate %(number)s was revoked"),
         _("It is valid no longer, and the public page says so. Read the reason."), _SEE, topic=CONFIRMING),
)  # fmt: skip

RULED = (
    Kind("framework_published", _("%(name)s is published"),
         _("%(who)s published it. New diagnostics use it from now on."), _("See what changes"),
         by_mail=False),
    Kind("framework_retired", _("%(name)s is no longer offered"),
         _("%(who)s took it off the offer. What was begun with it can be finished."), _("See the version"),
         by_mail=False),
    Kind("support_published", _("Support rules %(name)s are published"),
         _("%(who)s published them. They place whoever submits from %(day)s on."), _("See the rules"),
         by_mail=False),
    Kind("support_withdrawn", _("Support rules %(name)s were taken back"),
         _("%(who)s made them a draft again before their first day. They place nobody."), _("See the rules"),
         by_mail=False),
)  # fmt: skip
"""What one programme administrator did for all, told to the others in the inbox."""


def register_notices() -> None:
    """Make them known; called when the app is ready."""
    register(GIVEN, TAKEN_BACK, SHARED, WITHDRAWN)
    register(PART_REPORTED, PART_RETURNED, PART_REOPENED, PART_RESUMED, PART_ASKED, PART_ASKED_ANEW)
    register(VERIFICATION_ASKED, VERIFICATION_ASSIGNED, VERIFICATION_OPENED, VERIFICATION_FINISHED)
    register(APPEAL_ASKED, APPEAL_FILED, APPEAL_ASSIGNED, APPEAL_OPENED, APPEAL_UPHELD, APPEAL_CHANGED)
    register(APPEAL_OVERDUE, APPEAL_LATE, APPEAL_HANDED_BACK, VERIFICATION_HANDED_BACK)
    register(VERIFICATION_LATE)
    register(*LEVEL_NOTICES)
    register(*RULED)
