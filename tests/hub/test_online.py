"""The portal at the hub: files first, then the application; and what practice begins with."""

from io import BytesIO
from typing import Any

import msgspec
import pytest
import requests
from PIL import Image

from casework.errors import ClerkError
from casework.flows.deciding import findings
from casework.law.codes import check_unit_code
from casework.people.grants import Clerk
from casework.people.numbers import check_person_number
from casework.records import ids
from casework.records.case import CaseRecord
from hub import accounts, practice_online
from hub.desk import Desk
from hub.law import Law, shipped_law
from hub.opening import Hub
from hub.pages.sessions import Sessions
from sync.ledger.lists import Lists
from tests.realparts.hub import HubProcess, now

PORTAL, PASSWORD = "portal", "yichuang-portal"
PAGE = b"%PDF invented"


@pytest.fixture
def law(practised: Hub) -> Law:
    return shipped_law(practised)


@pytest.fixture
def desk(practised: Hub, law: Law) -> Desk:
    return Desk(practised, Sessions(practised.ledger, now), lambda: law)


def waiting(hub: Hub) -> list[CaseRecord]:
    found = [hub.ledger.load(one).record for one in Lists(hub.opened.store, hub.hall_id).inbox()]
    return [one for one in found if isinstance(one, CaseRecord)]


def filing(sha: str, **changes: Any) -> bytes:
    """An application with one file, as the portal sends it."""
    plain: dict[str, Any] = {
        "case": ids.stream_of(ids.CASE, ids.new_id(now())),
        "item": "joint_acceptance",
        "filed_at": now().isoformat(),
        "project_code": "2021-410199-70-01-100017",
        "project_name": "云栖家园一期",
        "unit": "云栖置业有限公司",
        "unit_code": "91990101MA9K00YX8M",
        "filer": {"name": "郑𬭎", "number": "990101197906140011", "role": "legal_representative"},
        "values": {"project_name": "云栖家园一期", "scale": "73974.05"},
        "declaration": True,
        "materials": [
            {
                "line": "application",
                "files": [{"sha256": sha, "media_type": "application/pdf", "size": len(PAGE)}],
            }
        ],
    }
    return msgspec.json.encode(plain | changes)


def test_a_file_and_then_the_application(practised: Hub, desk: Desk) -> None:
    before = len(waiting(practised))
    sent = desk.keep(PORTAL, PASSWORD, PAGE)
    desk.perform(PORTAL, PASSWORD, "online.file", filing(sent.sha256))
    record = waiting(practised)[-1]
    assert len(waiting(practised)) == before + 1
    assert record.received.project_name == "云栖家园一期"
    assert record.papers[0].number.startswith("郑窗收")
    application = record.material("application")
    assert application is not None
    assert practised.blobs.read(application.pages[0].sha256) == PAGE


@pytest.mark.parametrize(
    ("login", "password", "changes", "code"),
    [
        ("lin", "yichuang", {}, "PE-304"),
        (PORTAL, "guess", {}, "HU-502"),
        (PORTAL, PASSWORD, {"materials": [1]}, "HU-206"),
        (PORTAL, PASSWORD, {"item": "nothing"}, "LW-411"),
        (PORTAL, PASSWORD, {"project_code": ""}, "IN-120"),
    ],
)
def test_what_cannot_be_filed_writes_nothing(
    practised: Hub, desk: Desk, login: str, password: str, changes: dict[str, Any], code: str
) -> None:
    sha = practised.blobs.put(PAGE)
    with pytest.raises(ClerkError, match=code):
        desk.perform(login, password, "online.file", filing(sha, **changes))
    assert len(waiting(practised)) == 2


def test_files_come_before_the_application_that_names_them(practised: Hub, desk: Desk) -> None:
    with pytest.raises(ClerkError, match="HU-209"):
        desk.perform(PORTAL, PASSWORD, "online.file", filing("ab" * 32))
    with pytest.raises(ClerkError, match="HU-206"):
        desk.perform(PORTAL, PASSWORD, "online.file", filing("no name"))
    assert len(waiting(practised)) == 2


def test_only_the_portal_sends_files(desk: Desk) -> None:
    with pytest.raises(ClerkError, match="PE-301"):
        desk.keep("lin", "yichuang", PAGE)


def test_the_portal_decides_nothing(practised: Hub, desk: Desk) -> None:
    stream = Lists(practised.opened.store, practised.hall_id).inbox()[0]
    on = {"case": stream, "item": "joint_acceptance"}
    body = msgspec.json.encode({"on": on, "decision": {"type": "accept"}})
    with pytest.raises(ClerkError, match="PE-301"):
        desk.perform(PORTAL, PASSWORD, "case.decide", body)


def test_over_http(running_hub: HubProcess) -> None:
    address = f"{running_hub.url}/v1/desk"
    with requests.Session() as session:
        session.trust_env = False
        session.auth = (PORTAL, PASSWORD)
        sent = session.put(f"{address}/files", data=PAGE, timeout=20)
        assert (sent.status_code, sent.json()["size"]) == (201, len(PAGE))
        body = filing(sent.json()["sha256"])
        filed = session.post(f"{address}/online.file", data=body, timeout=20)
        assert filed.status_code == 201
        again = session.post(f"{address}/online.file", data=body, timeout=20)
        assert (again.status_code, again.json()["code"]) == (400, "IN-117")
        lost = session.post(f"{address}/online.file", data=filing("ab" * 32), timeout=20)
        assert (lost.status_code, lost.json()["code"]) == (409, "HU-209")


def test_practice_begins_with_one_whole_application_and_one_that_lacks(
    practised: Hub, desk: Desk
) -> None:
    lacking, whole = waiting(practised)
    context = desk.context(Clerk("account/lin", "林溪桥"), now())
    assert findings(whole, context) == ()
    assert [(one.line, one.correction) for one in findings(lacking, context)] == [
        ("warranty", "missing"),
        ("household_acceptance", "missing"),
        ("", "form"),
        ("", "declaration"),
    ]


def test_invented_scans_can_be_looked_at(practised: Hub) -> None:
    pages = [page for one in waiting(practised) for m in one.materials for page in m.pages]
    assert {page.media_type for page in pages} == {"image/png", "application/pdf"}
    for page in pages:
        body = practised.blobs.read(page.sha256)
        assert len(body) == page.size < 100_000
        if page.media_type == "image/png":
            assert Image.open(BytesIO(body)).size == (620, 877)
        else:
            assert body.startswith(b"%PDF")


def test_invented_filers_are_valid_and_do_not_exist() -> None:
    for one in practice_online.invented().filing:
        checked = check_person_number(one.filer.number, now().date())
        assert checked.valid
        assert one.filer.number.startswith("99")
        assert one.values.get("handler_phone", "19900000").startswith("1990000")
    assert check_unit_code("91990101MA9K00YX8M").valid


def test_the_portal_has_one_duty(practised: Hub) -> None:
    record = accounts.of_login(practised.ledger, PORTAL)
    assert record is not None
    assert {line.kind for line in record.granted.grants} == {"file"}
