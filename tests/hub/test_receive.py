"""What the hub takes can be shown for ever; what it cannot show it keeps, and does not place."""

import asyncio
from collections.abc import Iterator
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.requests import Request

from casework.records import case_events as ev
from casework.records.event import Event, Staged
from casework.records.notice import NoticeKind
from casework.records.sealed import Sealed
from hub import opening
from hub.opening import Hub
from hub.pages.sessions import Sessions
from hub.pages.views import Pages
from hub.pool import Pool
from hub.receive import Receiver
from sync import keys, wire
from tests.hub.conftest import HALL
from tests.hub.scribe import Scribe
from tests.realparts.hub import now
from tests.sync.acts import accepted, material, new_case, received

TEXT = st.text(max_size=40) | st.sampled_from(
    [
        "",
        "\x00",
        "<b>",
        "{{ 7 }}",
        "9999-12-31T23:59:59+00:00",
        "0001-01-01",
        "\U00020000",
        "a" * 500,
    ]
)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """One hub for many examples."""
    folder = tmp_path_factory.mktemp("shared") / "hub"
    folder.mkdir()
    made = opening.create(folder, folder.parent / "guard", keys.StoreKey("h", bytes(32)), HALL, now)
    yield made
    made.close()


@pytest.fixture(scope="module")
def scribe(shared: Hub) -> Scribe:
    return Scribe(shared)


def take(scribe: Scribe, body: bytes) -> wire.ActResult:
    receiver = Receiver(scribe.hub.ledger, scribe.hub.blobs, approval_system=False)
    answer, _ = receiver.accept(scribe.device, body, now())
    receipt = msgspec.json.decode(answer, type=wire.Receipt)
    assert (receipt.last_seq, receipt.head) == (scribe.seq, scribe.head.hex())
    return receipt.results[0]


def pages_of(hub: Hub, case: str) -> str:
    """The list, the case and the devices as pages."""
    pool = Pool()
    pages = Pages(hub, pool, Sessions(hub.ledger, now))
    scope = {"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}
    request = Request(scope | {"path_params": {"case": case.partition("/")[2]}})

    async def made() -> str:
        views = (pages.cases, pages.case, pages.devices)
        answers = [await view(request, "x") for view in views]
        return "".join(bytes(answer.body).decode() for answer in answers)

    text = asyncio.run(made())
    pool.close()
    return text


def fields(kind: type[msgspec.Struct], draw: st.DrawFn) -> dict[str, Any]:
    """Any text for every field of a struct that is plain text."""
    plain = [one.name for one in msgspec.structs.fields(kind) if one.type is str]
    return {name: draw(TEXT) for name in plain}


@st.composite
def openings(draw: st.DrawFn) -> ev.ApplicationReceived:
    """An application with any text where text is allowed."""
    limit = ev.LimitLine(
        **fields(ev.LimitLine, draw), amount=draw(st.integers(0, 9)), expected=True
    )
    line = ev.ChecklistLine(**fields(ev.ChecklistLine, draw), required=True)
    who = ev.Deliverer(
        **{
            **fields(ev.Deliverer, draw),
            "person_name": Sealed.of(draw(TEXT)),
            "person_number": Sealed.of(draw(TEXT)),
        },
        face_matched=False,
    )
    return ev.ApplicationReceived(
        **fields(ev.ApplicationReceived, draw),
        applicant=ev.Applicant(draw(TEXT), draw(TEXT)),
        deliverer=who,
        form=(ev.FormEntry(draw(TEXT), draw(TEXT), draw(TEXT)),),
        sealed_form=(ev.SealedEntry("handler_phone", Sealed.of(draw(TEXT)), ""),),
        checklist=(line,),
        declaration_made=True,
        limits=(limit,),
    )


@st.composite
def applications(draw: st.DrawFn) -> list[Event]:
    """Everything a case can hear, with any text where text is allowed."""
    opened = draw(openings())
    number = draw(TEXT)
    return [
        opened,
        ev.MaterialReceived(**fields(ev.MaterialReceived, draw), count=-1, pages=()),
        ev.OriginalVerified(**fields(ev.OriginalVerified, draw), pages=(draw(TEXT),)),
        ev.CorrectionRequested(
            **fields(ev.CorrectionRequested, draw),
            defects=(ev.DefectText(**fields(ev.DefectText, draw)),),
        ),
        ev.ApplicationRefused(
            **fields(ev.ApplicationRefused, draw),
            reasons=(ev.ReasonText(**fields(ev.ReasonText, draw)),),
            remedies=(draw(TEXT),),
        ),
        ev.NoticeIssued(NoticeKind.RECEIPT, number, draw(TEXT), Sealed.of(draw(TEXT))),
        ev.NoticePrinted(number, draw(TEXT), 3, draw(st.booleans()), draw(TEXT)),
    ]


@settings(max_examples=60, deadline=None)
@given(events=applications())
def test_whatever_a_window_writes_can_be_shown(scribe: Scribe, events: list[Event]) -> None:
    case = new_case()
    result = take(scribe, scribe.batch(*(Staged(case, event) for event in events)))
    assert result.result == "new"
    text = pages_of(scribe.hub, case)
    assert "<b>" not in text
    assert "{{" not in text.replace("{{ 7 }}", "")


@pytest.mark.parametrize(
    "head",
    [
        {"device": "01a1f951-3386-7e0e-aeb9-33093725fc1d"},
        {"hall": "another"},
        {"at": "2026-01-01T00:00:00+08:00"},
        {"count": 5},
        {"bases": {"case/x": -1}},
        {"bases": {"case/x": 10**30}},
    ],
)
def test_a_head_that_does_not_fit_its_act_is_not_placed(
    scribe: Scribe, head: dict[str, object]
) -> None:
    body = scribe.batch(Staged("case/x", received()), **head)
    assert take(scribe, body).code == "SY-208"


def test_two_limits_of_one_key_are_not_placed(scribe: Scribe) -> None:
    limit = ev.LimitLine("k", "", "", "", 1, "", "", "", False, "", "")
    twice = ev.ApplicationAccepted("", "", (limit, limit))
    case = new_case()
    assert (
        take(scribe, scribe.batch(Staged(case, received()), Staged(case, twice))).code == "SY-208"
    )


def test_an_act_that_does_not_fit_its_stream_is_not_placed(scribe: Scribe) -> None:
    body = scribe.batch(Staged("", received()))
    assert take(scribe, body).code == "SY-208"


def test_a_decision_before_any_application_is_placed_and_changes_nothing(scribe: Scribe) -> None:
    """The fold is total: the event stands in the journal and no page breaks."""
    case = new_case()
    assert take(scribe, scribe.batch(Staged(case, accepted()))).result == "new"
    assert scribe.hub.ledger.load(case).record is None


def test_an_event_with_a_field_too_few_is_kept_and_not_placed(scribe: Scribe) -> None:
    class Broken(Event, frozen=True, tag="ApplicationAccepted.v1"):
        decided_at: int

    assert take(scribe, scribe.batch(Staged(new_case(), Broken(7)))).code == "SY-208"


def test_a_missing_blob_leaves_no_trace(scribe: Scribe) -> None:
    before = scribe.seq, scribe.head
    case = new_case()
    body = scribe.batch(Staged(case, received()), Staged(case, material(b"never sent")))
    scribe.seq, scribe.head = before
    assert take(scribe, body).result == "missing-blob"
    assert scribe.hub.ledger.load(case).record is None
