"""The data record of a paper has one encoding; its digest stands in the QR code."""

import hashlib

import msgspec

from casework.records.notice import (
    NoticeKind,
    NoticeRecord,
    Party,
    encode_record,
    record_digest,
)

PARTY = Party("云栖置业有限公司", "统一社会信用代码", "91990101MA00000A0X")
RECORD = NoticeRecord(
    kind=NoticeKind.RECEIPT,
    number="郑联验收件〔2026〕00012号",
    organ="市建设局",
    seal="受理专用章",
    hall="政务服务大厅",
    window="3号窗口",
    clerk="李明",
    applicant=PARTY,
    deliverer=Party("王晓燕", "公民身份号码", "990101****0015"),
    role="本人",
    project_name="云栖家园一期",
    project_code="2103-990101-04-01-100001",
    item_name="联合验收",
    item_code="joint_acceptance",
    received_at="2026-11-20T10:30:00+08:00",
    made_at="2026-11-20T10:42:00+08:00",
    rule="zhengzhou 2019.7",
)


def test_a_record_comes_back_and_keeps_its_digest() -> None:
    body = encode_record(RECORD)
    back = msgspec.json.decode(body, type=NoticeRecord)
    assert back == RECORD
    assert encode_record(back) == body
    assert record_digest(RECORD) == hashlib.sha256(body).hexdigest()


def test_any_change_changes_the_digest() -> None:
    fields = {name: getattr(RECORD, name) for name in RECORD.__struct_fields__}
    other = NoticeRecord(**(fields | {"copies": 3}))
    assert record_digest(other) != record_digest(RECORD)
