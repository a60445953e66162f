"""A small portal in which everybody has something that nobody else may see."""

import hashlib
import io
import uuid
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.test import Client
from django.utils import timezone

from assessments.actions import draft_framework
from assessments.actions.support import draft_support
from assessments.demo import DemoResult, bulk_results
from assessments.documents import framework_of
from assessments.models import (
    Answer,
    Appeal,
    ApplicationDocument,
    Delegation,
    Evidence,
    EvidenceFile,
    FrameworkVersion,
    Interest,
    Investment,
    LevelApplication,
    LevelCertificate,
    Result,
    Session,
    Share,
    Subject,
    SupportRules,
    Verification,
)
from core.accounts.actor import SYSTEM
from core.accounts.models import ApiKey, Membership, Organisation, SecondFactorReset, User
from core.consents.document import sharing_with
from core.identifiers import fictitious_business_number
from core.models import Consent, Job, Mail, Notice
from core.scope import enter
from core.uploads import store
from matching.actions import ask_supplier, write_message
from matching.actions.consult import NeedSheet
from matching.actions.recommend import recommend
from matching.demo import DemoSupplier, suppliers
from matching.loading import demo_id, load_suppliers
from matching.models import (
    Confirmation,
    Consultation,
    EnquiryRound,
    Proposal,
    SavedSearch,
    Solution,
    Supplier,
    TrackRecord,
)
from portal.letterheads.models import Letterhead
from portal.reports.codec import plain
from portal.reports.models import Report
from portal.reports.sample import sample_content
from portal.reports.storage import put
from programmes.actions import assign_district
from programmes.models import BulkChange, BulkDraft, Handover, Jurisdiction, ListExport, SavedView
from programmes.queries import today
from tests.core.accounts.people import NUMBERS, SECRET, actor, organisation, person, signed_in

AT = datetime(2026, 11, 20, 5, 3, tzinfo=UTC)
CANARY = {
    "hanbit": ("한빛카나리정밀", "HANBITPLANT", "HANBITCOMMENT", "HANBITCOLLEAGUE", NUMBERS["hanbit"]),
    "dasan": ("다산카나리테크", "DASANPLANT", "DASANCOMMENT", NUMBERS["dasan"]),
    "enquiry": ("HANBITNEED", "HANBITMESSAGE"),
    "mirae": ("MIRAECONTACT",),
    "onnuri": ("온누리카나리", "ONNURICONTACT"),
}
"""Words that belong to one organisation alone; they may stand in no answer to anybody else."""

ACTORS = (
    "visitor",
    "nobody",
    "owner",
    "other",
    "ex_member",
    "supplier",
    "other_supplier",
    "officer",
    "officer_seoul",
    "officer_plain",
    "local_government",
    "programme",
    "auditor",
    "assessor",
    "committee",
    "staff",
)


@dataclass(frozen=True)
class World:
    """Browsers by actor, people and organisations by name, and what fills the arguments of addresses."""

    browsers: dict[str, Client]
    people: dict[str, User]
    places: dict[str, Organisation]
    arguments: dict[str, Any]


def build() -> World:
    """Everything, in the open transaction, as the portal itself."""
    enter(SYSTEM)
    call_command("load_frameworks", verbosity=0)
    call_command("load_support", verbosity=0)
    call_command("load_policies", verbosity=0)
    call_command("load_jurisdictions", verbosity=0)
    places = _places()
    people = _people(places)
    mirae, onnuri = _suppliers(places)
    people["supplier"] = person("sales@mirae.example", places["mirae"])
    people["other_supplier"] = person("sales@onnuri.example", places["onnuri"])
    version = FrameworkVersion.objects.published().get(code="kr-smart-factory")
    results = {name: _result(version, places[name], name) for name in ("hanbit", "dasan")}
    draft = _draft(version, places["hanbit"])
    verification = _verification(results["hanbit"], people["assessor"], places["assessors"])
    share = _share(results["hanbit"], places["gyeongnam"])
    recommendation = recommend(by=SYSTEM, at=AT, result=results["hanbit"])
    report = _report(results["hanbit"], people["owner"])
    application, document = _application(verification)
    appeal = _appeal(verification)
    judged = {
        "assessor": ((Subject.VERIFICATION, verification.pk), (Subject.APPEAL, appeal.pk)),
        "committee": ((Subject.APPLICATION, application.pk),),
    }
    for name, matters in judged.items():
        for subject, key in matters:
            Interest.objects.create(
                organisation=verification.organisation,
                subject=subject.value,
                subject_id=key,
                person=people[name],
                is_free=True,
                declared_at=AT,
            )
    items = framework_of(version).items
    arguments: dict[str, Any] = {
        "session_id": draft.pk,
        "session": draft.pk,
        "code": "kr-smart-factory",
        "item": next(iter(items)),
        "hint": "no-mes-but-live-results",
        "result_id": results["hanbit"].pk,
        "evidence_id": _evidence(results["hanbit"].session).pk,
        "investment_id": _investment(places["hanbit"]).pk,
        "verification_id": verification.pk,
        "appeal_id": appeal.pk,
        "application_id": application.pk,
        "document_id": document.pk,
        "document": "form",
        "recipient_id": places["gyeongnam"].pk,
        "share_id": share.pk,
        "recommendation_id": recommendation.pk if recommendation else None,
        "report_id": report.pk,
        "number": report.number,
        "job_id": report.job_id,
        "organisation_id": places["hanbit"].pk,
        "membership_id": Membership.objects.get(user=people["member"]).pk,
        "consent_id": share.consent_id,
        "notice_id": _notice(people["owner"]).pk,
        "key_id": _key(people["owner"], places["hanbit"]).pk,
        "reset_id": _reset(people, places).pk,
        "admission_id": _admission().pk,
        "mail_id": Mail.objects.create(recipient="someone@hanbit.example", subject="x", body="y").pk,
        "consultation_id": _consultation(people, mirae).pk,
        "supplier_id": onnuri.pk,
        "slug": mirae.slug,
        "product_id": Solution.objects.filter(supplier=mirae)[0].pk,
        "record_id": _record(mirae).pk,
        "asked_id": _confirmation(mirae, "asked", organisation=places["hanbit"]).pk,
        "request_id": _confirmation(mirae, "confirmed", email="buyer@customer.example").pk,
        "delegation_id": _delegation(draft).pk,
        "export_id": _export(results["hanbit"], people["officer"], places["gyeongnam"]).pk,
        "change_id": _bulk_change(results["hanbit"], people["officer"], places["gyeongnam"]).pk,
        "draft_id": _bulk_draft(results["hanbit"], people["officer"], places["gyeongnam"]).pk,
        "round_id": _round(places["hanbit"]).pk,
        "search_id": _search(people["owner"], places["hanbit"]).pk,
        "view_id": _view(people["officer"], places["gyeongnam"]).pk,
        "handover_id": _handover(places["seoul"]).pk,
        "version_id": _framework_draft(version).pk,
        "rules_id": _support_draft().pk,
        "plant_id": results["hanbit"].plant_id,
        "letterhead_id": _letterhead(places["gyeongnam"]).pk,
    }
    arguments["proposal_id"] = _proposal(arguments["consultation_id"]).pk
    browsers = {name: signed_in(people[name]) for name in ACTORS if name in people}
    browsers["visitor"] = Client()
    browsers["officer_plain"] = signed_in(people["officer"], second_factor=False)
    return World(browsers, people, places, arguments)


def _investment(place: Organisation) -> Investment:
    return Investment.objects.create(
        organisation=place, spent_on=date(2025, 3, 1), words="HANBITPLANT", created_at=AT, changed_at=AT
    )


def _framework_draft(version: FrameworkVersion) -> FrameworkVersion:
    source = version.source.replace(f'version: "{version.version}"', 'version: "next"', 1)
    return draft_framework(source=source, name="next.yaml", by=SYSTEM, at=AT)


def _letterhead(park: Organisation) -> Letterhead:
    return Letterhead.objects.create(
        organisation=park, version=1, title="t", valid_from=date(2099, 1, 1), changed_at=AT
    )


def _support_draft() -> SupportRules:
    rules = SupportRules.objects.get().document
    return draft_support(version="next", valid_from=date(2099, 1, 1), document=rules, by=SYSTEM, at=AT)


def _places() -> dict[str, Organisation]:
    def park(code: str) -> Organisation:
        return Organisation.objects.get(kind="technopark", code=code)

    assert Jurisdiction.objects.filter(technopark=park("GYEONGNAM"), sigungu="48123").exists()
    return {
        "hanbit": organisation("company", CANARY["hanbit"][0], NUMBERS["hanbit"], sigungu="48123"),
        "dasan": organisation("company", CANARY["dasan"][0], NUMBERS["dasan"], sigungu="11350"),
        "gyeongnam": park("GYEONGNAM"),
        "seoul": park("SEOUL"),
        "local": organisation("local_government", "경상남도", code="48"),
        "ministry": organisation("ministry", "중소벤처기업부", code="MSS"),
        "assessors": organisation("assessor_body", "이음심사원", code="KAB"),
        "committee": organisation("committee", "수준확인 심의위원회", code="LEVEL"),
    }


def _people(places: dict[str, Organisation]) -> dict[str, User]:
    secret = {"totp_secret": SECRET}
    found = {
        "nobody": person("nobody@example.com"),
        "owner": person("owner@hanbit.example", places["hanbit"]),
        "member": person("member@hanbit.example", places["hanbit"], "member"),
        "other": person("owner@dasan.example", places["dasan"]),
        "ex_member": person("former@hanbit.example", places["hanbit"], "member"),
        "officer": person("officer@gntp.example", places["gyeongnam"], "officer", **secret),
        "officer_seoul": person("officer@seoultp.example", places["seoul"], "officer", **secret),
        "local_government": person("officer@gyeongnam.example", places["local"], "officer", **secret),
        "programme": person(
            "programme@ministry.example", places["ministry"], "programme_administrator", **secret
        ),
        "auditor": person("auditor@ministry.example", places["ministry"], "auditor", **secret),
        "assessor": person("assessor@body.example", places["assessors"], "assessor", **secret),
        "committee": person("member@committee.example", places["committee"], "committee_member", **secret),
        "staff": person("staff@ieum.example", is_staff=True, **secret),
    }
    Membership.objects.filter(user=found["ex_member"]).update(state="ended", ended_at=AT)
    return found


def _delegation(draft: Session) -> Delegation:
    """A part of Hanbit's draft that a colleague answers by a link."""
    return Delegation.objects.create(
        session=draft,
        kind="part",
        name="HANBITCOLLEAGUE",
        modules=["PRC1"],
        made_at=timezone.now(),
        open_until=timezone.now() + timedelta(days=7),
        ends_at=timezone.now() + timedelta(days=14),
        taken_at=timezone.now(),
        taken_key="f" * 64,
    )


def _suppliers(places: dict[str, Organisation]) -> tuple[Supplier, Supplier]:
    """Mirae, published, and Onnuri, whose profile is a draft; both with people. They become places."""
    wanted: list[DemoSupplier] = suppliers(8)
    load_suppliers(wanted)
    enter(SYSTEM)
    published = [each.slug for each in wanted if each.is_verified]
    mirae, onnuri = (Supplier.objects.get(pk=demo_id("supplier", slug)) for slug in published[:2])
    Supplier.objects.filter(pk=mirae.pk).update(contact_email="sales@mirae.example")
    Organisation.objects.filter(pk=mirae.organisation_id).update(
        business_number=fictitious_business_number(900)
    )
    Supplier.objects.filter(pk=onnuri.pk).update(
        name=CANARY["onnuri"][0],
        contact_name=CANARY["onnuri"][1],
        is_published=False,
        verified_at=None,
        verification_asked_at=AT,
    )
    Organisation.objects.filter(pk=onnuri.organisation_id).update(name=CANARY["onnuri"][0])
    places["mirae"] = Organisation.objects.get(pk=mirae.organisation_id)
    places["onnuri"] = Organisation.objects.get(pk=onnuri.organisation_id)
    return Supplier.objects.get(pk=mirae.pk), Supplier.objects.get(pk=onnuri.pk)


def _result(version: FrameworkVersion, owner: Organisation, name: str) -> Result:
    made, session_id = uuid.uuid4(), uuid.uuid4()
    answers = {code: item.choices[1].code for code, item in framework_of(version).items.items()}
    plant, comment = CANARY[name][1:3]
    bulk_results(
        version,
        [
            DemoResult(
                owner.pk, session_id, made, owner.sigungu, "301", "SMALL", 42, 840_000_000, answers, AT, plant
            )
        ],
    )
    Answer.objects.filter(session_id=session_id).update(comment=comment, version=F("version") + 1)
    return Result.objects.get(pk=made)


def _draft(version: FrameworkVersion, owner: Organisation) -> Session:
    draft = Session.objects.create(
        framework=version,
        organisation=owner,
        plant_name="HANBITPLANT",
        sigungu=owner.sigungu,
        industry="301",
        size="SMALL",
        started_at=AT,
        changed_at=AT,
    )
    item, definition = next(iter(framework_of(version).items.items()))
    Answer.objects.create(
        session=draft,
        item=item,
        choices=[definition.choices[0].code],
        comment=CANARY["hanbit"][2],
        answered_at=AT,
    )
    return draft


def _verification(result: Result, assessor: User, body: Organisation) -> Verification:
    return Verification.objects.create(
        result=result,
        session=result.session,
        organisation=result.organisation,
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        state="open",
        body=body,
        assessor=assessor,
        share=_share(result, body),
        asked_at=AT,
        assigned_at=AT,
        opened_at=AT,
    )


def _appeal(verification: Verification) -> Appeal:
    """A review of the same result by the same assessor, open."""
    result = verification.result
    return Appeal.objects.create(
        result=result,
        session=result.session,
        organisation=result.organisation,
        plant_name=result.plant_name,
        sigungu=result.sigungu,
        code="TOTAL",
        title="종합",
        reason=CANARY["hanbit"][2],
        state="open",
        body=verification.body,
        assessor=verification.assessor,
        share=verification.share,
        asked_at=AT,
        working_days=14,
        due_on=AT.date(),
        assigned_at=AT,
        opened_at=AT,
    )


def _application(verification: Verification) -> tuple[LevelApplication, ApplicationDocument]:
    """Hanbit's application before the committee, with a document; a certificate without a name."""
    framework = verification.result.framework
    made = LevelApplication.objects.create(
        result=verification.result,
        session=verification.session,
        organisation=verification.organisation,
        framework=framework,
        plant_name=verification.plant_name,
        sigungu=verification.sigungu,
        claimed_level=1,
        state="reported",
        started_at=AT,
        submitted_at=AT,
        accepted_at=AT,
        verification=verification,
        visit_on=AT.date(),
        summary="현장에서 확인했습니다.",
        report={"verified": {"level": 1}, "claimed": {"level": 1}, "confirmed": 44, "changes": []},
        reported_at=AT,
        reported_by=verification.assessor,
        body=verification.body,
    )
    LevelCertificate.objects.create(
        organisation=verification.organisation,
        year=2026,
        serial=1,
        number="2026-00001",
        framework=framework,
        level=1,
        issued_on=AT.date(),
        last_day_on=AT.date().replace(year=2029),
    )
    data = b"%PDF-1.7\n%%EOF\n"
    file = EvidenceFile.objects.create(
        organisation=verification.organisation,
        name="신청서.pdf",
        kind="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        uploaded_at=AT,
    )
    store.put(file.stored_name, data)
    return made, ApplicationDocument.objects.create(application=made, kind="form", file=file, attached_at=AT)


def _evidence(draft: Session) -> Evidence:
    data = b"%PDF-1.7\nHANBITCOMMENT\n%%EOF\n"
    assert draft.organisation is not None
    file = EvidenceFile.objects.create(
        organisation=draft.organisation,
        name="HANBITPLANT.pdf",
        kind="pdf",
        sha256=hashlib.sha256(data).hexdigest(),
        size_bytes=len(data),
        uploaded_at=AT,
    )
    store.put(file.stored_name, data)
    return Evidence.objects.create(
        organisation=draft.organisation, session=draft, item="STR1-01", file=file, attached_at=AT
    )


def _share(given: Result, recipient: Organisation) -> Share:
    document = sharing_with(recipient.kind)
    consent = Consent.objects.create(
        document=document.code,
        version=document.version,
        wording=document.frozen(recipient.name),
        organisation=given.organisation,
        recipient=recipient,
        subject_kind="result",
        subject_id=given.pk,
        given_at=AT,
    )
    return Share.objects.create(
        result=given,
        organisation=given.organisation,
        recipient=recipient,
        consent=consent,
        shared_at=AT,
    )


def _report(result: Result, by: User) -> Report:
    job = Job.objects.create(
        kind="report",
        dedupe_key="report:access",
        not_before=AT,
        organisation_id=result.organisation_id,
        created_by_id=by.pk,
    )
    pdf = b"%PDF-1.7\nHANBITCOMMENT\n%%EOF\n"
    return Report.objects.create(
        result=result,
        job=job,
        language="ko",
        template_version="t",
        number="IE-2026-7K3M9-QXD2A",
        tier=result.tier,
        content=plain(sample_content("ko")),
        content_sha256="0" * 64,
        file_sha256=put(pdf),
        size_bytes=len(pdf),
        pages=1,
        created_at=AT,
        published_at=AT,
    )


def _notice(user: User) -> Notice:
    return Notice.objects.create(
        user_id=user.pk, code="result_shared", params={"organisation": CANARY["hanbit"][0]}, url="/inbox/"
    )


def _key(user: User, place: Organisation) -> ApiKey:
    return ApiKey.objects.create(
        user=user,
        organisation=place,
        name="HANBITCOMMENT",
        prefix="access01",
        secret_hash="0" * 64,
        scopes=["read"],
        expires_at=datetime.now(UTC) + timedelta(days=30),
    )


def _admission() -> Membership:
    """Somebody asks to join a company that nobody works for."""
    empty = organisation("company", "빈집정밀", sigungu="48123")
    return Membership.objects.create(
        organisation=empty, user=person("back@binjip.example"), role="member", state="requested"
    )


def _reset(people: dict[str, User], places: dict[str, Organisation]) -> SecondFactorReset:
    return SecondFactorReset.objects.create(
        user=people["officer"],
        organisation=places["gyeongnam"],
        requested_by=people["officer_seoul"],
        reason="lost",
        state="requested",
        requested_at=AT,
    )


def _export(given: Result, by: User, park: Organisation) -> ListExport:
    return ListExport.objects.create(
        organisation=park,
        made_by_id=by.pk,
        made_at=datetime.now(UTC),
        reason=CANARY["hanbit"][2],
        result_ids=[given.pk],
        rows=1,
        companies=1,
        delete_by_on=AT.date() + timedelta(days=90),
    )


def _bulk_change(given: Result, by: User, park: Organisation) -> BulkChange:
    return BulkChange.objects.create(
        organisation=park, state="done", before={str(given.pk): "new"}, made_at=AT, made_by_id=by.pk
    )


def _bulk_draft(given: Result, by: User, park: Organisation) -> BulkDraft:
    return BulkDraft.objects.create(
        organisation=park, state="done", result_ids=[given.pk], made_at=AT, made_by_id=by.pk
    )


def _view(user: User, park: Organisation) -> SavedView:
    return SavedView.objects.create(
        organisation=park, user=user, name=CANARY["hanbit"][2], query="tier=basic", made_at=AT
    )


def _round(company: Organisation) -> EnquiryRound:
    made = EnquiryRound.objects.create(organisation=company, made_at=AT)
    Consultation.objects.filter(organisation=company).update(round=made)
    return made


def _search(user: User, company: Organisation) -> SavedSearch:
    return SavedSearch.objects.create(
        organisation=company, user=user, name=CANARY["hanbit"][2], wish={"domain": ["MES"]}, made_at=AT
    )


def _handover(park: Organisation) -> Handover:
    return assign_district(
        by=SYSTEM,
        at=AT,
        technopark_id=park.pk,
        sigungu="48250",
        valid_from=today() + timedelta(days=30),
        reason="행정구역 개편",
    )


def _consultation(people: dict[str, User], supplier: Supplier) -> Consultation:
    sheet = NeedSheet(domains=supplier.domains[:1], need=f"{CANARY['enquiry'][0]} 실적 수집", start="soon")
    asked = ask_supplier(by=actor(people["owner"]), at=AT, supplier_id=supplier.pk, sheet=sheet)
    write_message(
        by=actor(people["owner"]), at=AT, consultation_id=asked.pk, body=f"{CANARY['enquiry'][1]} 도면"
    )
    return asked


def _proposal(consultation_id: uuid.UUID) -> Proposal:
    """Of an enquiry that Mirae answered; the rows stand for what it did."""
    Consultation.objects.filter(pk=consultation_id).update(state="answered", replied_at=AT)
    return Proposal.objects.create(
        consultation_id=consultation_id,
        version=1,
        what=f"{CANARY['enquiry'][1]} 수집",
        least_won=30_000_000,
        most_won=50_000_000,
        months=3,
        begin_on=today(),
        after_care="1년 무상",
        valid_to=today() + timedelta(days=30),
        sent_at=AT,
    )


def _record(supplier: Supplier) -> TrackRecord:
    return TrackRecord.objects.create(
        supplier=supplier,
        year=2025,
        finished_on=AT.date(),
        domain=supplier.domains[0],
        industry="30",
        sido="48",
    )


def _confirmation(supplier: Supplier, state: str, **customer: Any) -> Confirmation:
    return Confirmation.objects.create(
        supplier=supplier,
        record=_record(supplier),
        state=state,
        asked_at=AT,
        answered_at=AT if state == "confirmed" else None,
        expires_at=datetime.now(UTC) + timedelta(days=14),
        **customer,
    )


def writes() -> int:
    """How many rows this transaction has written so far, sessions, guards and counters apart."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_xact_user_tables"
            " WHERE relname NOT IN ('django_session', 'core_limit', 'core_cache')"
            " AND relname NOT LIKE 'axes_%'"
        )
        row = cursor.fetchone()
    assert row is not None
    return int(row[0])


def contents() -> dict[str, str]:
    """Every table's number of rows and checksum, sessions, guards and counters apart."""
    enter(SYSTEM)
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename")
        for (table,) in cursor.fetchall():
            if table in {"django_session", "core_limit", "core_cache"} or table.startswith("axes_"):
                continue
            cursor.execute(
                f"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, '' ORDER BY t::text)), '')"
                f' FROM "{table}" t'
            )
            row = cursor.fetchone()
            assert row is not None
            found[table] = row[0]
    return found


def shown(response: Any) -> str:
    """All text of an answer: HTML and JSON as they are, the cells of an XLSX, any other bytes as Latin-1."""
    body = b"".join(response.streaming_content) if response.streaming else response.content
    if body.startswith(b"PK\x03\x04"):
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(body))
        return "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    try:
        return str(body.decode())
    except UnicodeDecodeError:
        return str(body.decode("latin-1"))
