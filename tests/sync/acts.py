"""Events of an invented intake."""

from casework.records.case_events import (
    Applicant,
    ApplicationAccepted,
    ApplicationReceived,
    ChecklistLine,
    Deliverer,
    MaterialReceived,
    NoticeFiled,
    NoticeIssued,
    PageRef,
)
from casework.records.ids import CASE, new_id, stream_of
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed
from sync.ledger.blobs import digest_of
from tests.realparts.hub import now

PERSON, NUMBER = "郑𬭎", "990101197906140011"


def new_case() -> str:
    return stream_of(CASE, new_id(now()))


def received() -> ApplicationReceived:
    line = ChecklistLine("report", "竣工验收报告", "ask", True, "original", "001D六")
    return ApplicationReceived(
        item="joint_acceptance",
        item_name="联合验收",
        nature="service",
        accepting_body="window",
        channel="window",
        received_at=now().isoformat(),
        project="project/2021-410199-70-01-100017",
        project_code="2021-410199-70-01-100017",
        project_name="云栖家园一期",
        applicant=Applicant("云栖置业有限公司", "91990101MA9K00YX8M"),
        deliverer=Deliverer(
            Sealed.of(PERSON), Sealed.of(NUMBER), "resident", "legal_representative", "card", True
        ),
        form_name="joint_acceptance",
        form=(),
        sealed_form=(),
        checklist=(line,),
        declaration_made=True,
        limits=(),
        practice=True,
    )


def material(*pages: bytes, media_type: str = "image/png") -> MaterialReceived:
    refs = tuple(PageRef(digest_of(page), media_type, len(page), "scanner") for page in pages)
    return MaterialReceived("report", "original", 1, refs, "", now().isoformat())


def accepted(organ: str = "市住房和城乡建设局") -> ApplicationAccepted:
    return ApplicationAccepted(now().isoformat(), organ, ())


def issued(number: str) -> NoticeIssued:
    return NoticeIssued(NoticeKind.ACCEPTANCE, number, "ab" * 32, Sealed.of('{"person":"郑𬭎"}'))


def filed(number: str, pdf: bytes) -> NoticeFiled:
    return NoticeFiled(number, digest_of(pdf), len(pdf))
