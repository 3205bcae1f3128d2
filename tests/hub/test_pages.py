"""The pages as a browser gets them from a running hub."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
import requests
from requests import Response, Session

from casework.records.case_events import (
    ApplicationRefused,
    CorrectionRequested,
    DefectText,
    FormEntry,
    NoticePrinted,
    ReasonText,
    SealedEntry,
)
from casework.records.notice import PaperMark
from casework.records.sealed import Sealed
from printing.mark import encode_mark
from tests.realparts.hub import HubProcess, Window, enrolled
from tests.sync.acts import NUMBER, PERSON, accepted, filed, issued, material, new_case, received

PAPER = "郑联验受〔2026〕00001号"
SCAN = b"\x89PNG\r\n\x1a\n" + os.urandom(500)
LARGE = b"%PDF-1.7 " + os.urandom((4 << 20) + 99)
SCRIPT = "<script>alert(1)</script>"


@pytest.fixture(scope="module")
def window(running_hub: HubProcess, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Window]:
    made = enrolled(running_hub, tmp_path_factory.mktemp("pages") / "window")
    yield made
    made.close()


@pytest.fixture(scope="module")
def case(window: Window) -> str:
    """A case that was taken in, accepted, printed, all of it on the hub; its identifier."""
    stream = new_case()
    for data in (SCAN, LARGE):
        window.opened.blobs.put(data)
    window.act(received(), material(SCAN), stream=stream)
    window.act(accepted(f"机关{SCRIPT}"), issued(PAPER), filed(PAPER, LARGE), stream=stream)
    window.act(NoticePrinted(PAPER, "", 2, True), stream=stream)
    window.push()
    return stream.partition("/")[2]


@pytest.fixture
def inside(running_hub: HubProcess) -> Iterator[Session]:
    """A browser of whoever has the practice token."""
    with requests.Session() as session:
        session.trust_env = False
        answer = session.get(f"{running_hub.url}/login", params={"token": running_hub.token})
        assert answer.url == f"{running_hub.url}/"
        yield session


@pytest.fixture
def outside() -> Iterator[Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def shown(answer: Response, status: int = 200) -> str:
    """The text of a page, with what holds for every page."""
    assert answer.status_code == status
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    policy = answer.headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'self'; img-src 'self'")
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<script" not in answer.text
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", answer.text)
    return answer.text


@pytest.mark.parametrize("path", ["/", "/cases/x", "/devices", "/cases/x/files/y"])
def test_nothing_personal_without_a_session(
    running_hub: HubProcess, outside: Session, path: str
) -> None:
    answer = outside.get(running_hub.url + path, allow_redirects=False)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/login")
    outside.cookies.set("yichuang", "guess")
    assert outside.get(running_hub.url + path, allow_redirects=False).status_code == 303


def test_the_session_stays_out_of_scripts_and_other_sites(
    running_hub: HubProcess, outside: Session
) -> None:
    form = {"login": "lin", "password": "yichuang"}
    answer = outside.post(f"{running_hub.url}/login", data=form, allow_redirects=False)
    assert answer.status_code == 303
    cookie = answer.headers["Set-Cookie"]
    assert all(part in cookie for part in ("HttpOnly", "SameSite=strict", "Path=/"))
    assert "退出（lin）" in shown(outside.get(f"{running_hub.url}/"))
    outside.post(f"{running_hub.url}/logout")
    assert outside.get(f"{running_hub.url}/", allow_redirects=False).status_code == 303


def test_a_wrong_password_is_told_with_a_next_step(
    running_hub: HubProcess, outside: Session
) -> None:
    form = {"login": "he", "password": "guess"}
    page = shown(outside.post(f"{running_hub.url}/login", data=form), 401)
    assert "没有登录成功" in page
    assert "请核对账号和口令后再试" in page
    page = shown(outside.get(f"{running_hub.url}/login?token=guess"), 401)
    assert "没有登录成功" in page


def test_the_list_shows_the_case_masked(
    running_hub: HubProcess, inside: Session, case: str
) -> None:
    page = shown(inside.get(f"{running_hub.url}/"))
    assert f"/cases/{case}" in page
    assert "云栖家园一期" in page
    assert "郑＊ 990101****0011" in page
    assert "已受理" in page
    assert NUMBER not in page
    assert PERSON not in page


def test_a_case_is_a_story(running_hub: HubProcess, inside: Session, case: str) -> None:
    page = shown(inside.get(f"{running_hub.url}/cases/{case}"))
    told = ["收件：联合验收", "收到 竣工验收报告：原件 1 份", "受理，办理机关", "出具受理通知书"]
    places = [page.index(text) for text in told]
    assert places == sorted(places), "in the order in which it happened"
    assert "林溪桥 · W03" in page, "the clerk by name, the workstation by its"
    assert f"打印：{PAPER}，2 份" in page
    assert PERSON in page
    assert NUMBER not in page
    assert "990101****0011" in page
    assert "机关&lt;script&gt;" in page, "what a window wrote is shown, never run"


def test_the_form_is_shown_in_its_own_words(
    running_hub: HubProcess, inside: Session, window: Window
) -> None:
    stream = new_case()
    plain = {
        "contract_price": "26850000000",
        "nature": "dwelling,public",
        "buildings.0.name": "1号楼",
        "units.survey.name": "甲市勘测设计院有限公司",
        "unknown_to_the_form": "x",
    }
    secret = {"handler_phone": "19900000123", "legal_representative": PERSON}
    event = msgspec.structs.replace(
        received(),
        form=tuple(FormEntry(key, value, "typed") for key, value in plain.items()),
        sealed_form=tuple(
            SealedEntry(key, Sealed.of(value), "typed") for key, value in secret.items()
        ),
    )
    window.act(event, stream=stream)
    odd = new_case()
    window.act(msgspec.structs.replace(event, form_name="../secrets"), stream=odd)
    window.push()
    page = shown(inside.get(f"{running_hub.url}/{stream.replace('case/', 'cases/')}"))
    for label, value in (
        ("合同价格", "26850 万元"),
        ("工程性质", "住宅工程、公共建筑"),
        ("第 1 栋 · 单体建筑名称", "1号楼"),
        ("勘察单位 · 单位名称", "甲市勘测设计院有限公司"),
        ("联系电话", "199****0123"),
        ("法定代表人", PERSON),
    ):
        assert f"<dt>{label}</dt><dd>{value}</dd>" in page
    assert "19900000123" not in page
    page = shown(inside.get(f"{running_hub.url}/{odd.replace('case/', 'cases/')}"))
    assert "<dt>unknown_to_the_form</dt><dd>x</dd>" in page


def test_scans_and_papers_of_a_case_are_handed_out(
    running_hub: HubProcess, inside: Session, case: str
) -> None:
    page = shown(inside.get(f"{running_hub.url}/cases/{case}"))
    found = re.findall(r"/cases/[0-9a-f-]+/files/[0-9a-f]{64}", page)
    bodies = {inside.get(running_hub.url + path).content for path in found}
    assert bodies == {SCAN, LARGE}
    for path in found:
        answer = inside.get(running_hub.url + path)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Type"] in ("image/png", "application/pdf")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_file_is_handed_out_with_its_own_case_alone(
    running_hub: HubProcess, inside: Session, window: Window, case: str
) -> None:
    other = new_case()
    secret = os.urandom(100)
    window.opened.blobs.put(secret)
    page = material(secret, media_type="text/html")
    window.act(received(), page, stream=other)
    window.push()
    sha = page.pages[0].sha256
    answer = inside.get(f"{running_hub.url}/cases/{case}/files/{sha}")
    assert "没有这个页面" in shown(answer, 404)
    answer = inside.get(f"{running_hub.url}/{other.replace('case/', 'cases/')}/files/{sha}")
    assert answer.content == secret
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    for wrong in ("x", "../../etc/passwd", "ab" * 32):
        answer = inside.get(f"{running_hub.url}/cases/{case}/files/{wrong}")
        assert answer.status_code == 404


def test_correction_refusal_and_what_was_set_aside_are_told(
    running_hub: HubProcess, inside: Session, window: Window, tmp_path: Path
) -> None:
    stream = new_case()
    window.pull()
    window.act(received(), stream=stream)
    defect = DefectText("竣工验收报告", "missing", "没有提交", "原件", "001D六")
    window.act(CorrectionRequested("", "市住建局", (defect,), "第一次漏看"), stream=stream)
    window.push()
    second = enrolled(running_hub, tmp_path / "second", name="W04")
    reason = ReasonText("no_authority", "不属于本机关职权", "001D六")
    refused = ApplicationRefused("", "市住建局", (reason,), "市水利局", ())
    second.act(refused, stream=stream)
    second.push()
    second.close()
    page = shown(inside.get(f"{running_hub.url}/{stream.replace('case/', 'cases/')}"))
    assert "一次性告知补正 1 项：竣工验收报告：没有提交。再次告知的理由：第一次漏看。" in page
    aside = page.index("未并入的办理")
    assert page.index("不予受理：不属于本机关职权") > aside
    assert "W04" in page[aside:]
    assert "待补正" in page


def test_the_list_goes_on_by_key(running_hub: HubProcess, inside: Session, window: Window) -> None:
    streams = [new_case() for _ in range(55)]
    for stream in streams:
        window.act(received(), stream=stream)
    window.push()
    first = shown(inside.get(f"{running_hub.url}/"))
    following = re.search(r'href="(/\?before=[^"]+)"', first)
    assert following is not None
    second = shown(inside.get(running_hub.url + following[1].replace("&amp;", "&")))
    listed = [re.findall(r'href="/cases/([0-9a-f-]{36})"', page) for page in (first, second)]
    assert len(listed[0]) == 50
    assert not set(listed[0]) & set(listed[1])
    wanted = [stream.partition("/")[2] for stream in reversed(streams)]
    assert (listed[0] + listed[1])[:55] == wanted


def test_devices_show_chain_and_receipt(
    running_hub: HubProcess, inside: Session, window: Window, case: str
) -> None:
    page = shown(inside.get(f"{running_hub.url}/devices"))
    _, head = window.opened.ledger.head()
    assert head.hex() in page
    assert window.enrolment.device in page
    assert "HUB（本中心）" in page


def mark_of(window: Window, case: str) -> PaperMark:
    with window.opened.store.reading() as connection:
        digest = connection.exec_driver_sql(
            "SELECT hash FROM journal WHERE stream = ? AND tag = 'NoticeIssued.v1'",
            (f"case/{case}",),
        ).scalar_one()
    return PaperMark(PAPER, digest.hex(), "ab" * 32, "")


def address(hub: HubProcess, mark: PaperMark) -> str:
    made = PaperMark(mark.number, mark.entry_hash, mark.record_digest, f"{hub.url}/verify")
    return encode_mark(made)


def test_anybody_can_check_a_paper_and_learns_nothing_more(
    running_hub: HubProcess, outside: Session, window: Window, case: str
) -> None:
    mark = mark_of(window, case)
    page = shown(outside.get(address(running_hub, mark)))
    assert "✔ 相符：受理通知书" in page
    assert PAPER in page
    assert PERSON not in page
    assert "云栖" not in page
    other = PaperMark(PAPER + "1", mark.entry_hash, mark.record_digest)
    assert "✘ 不符" in shown(outside.get(address(running_hub, other)))
    other = PaperMark(PAPER, mark.entry_hash, "cd" * 32)
    assert "✘ 不符" in shown(outside.get(address(running_hub, other)))
    other = PaperMark(PAPER, "cd" * 32, mark.record_digest)
    page = shown(outside.get(address(running_hub, other)))
    assert "中心还没有这份文书的记录" in page, "a window may not have sent it yet: no accusation"
    assert "演练中心" in page


@pytest.mark.parametrize("query", ["n=1", "n=1&e=x&r=y", "n=1&e=AAAA&r=AAAA", "%ff=1"])
def test_a_code_that_is_none_of_ours_is_told_so(
    running_hub: HubProcess, outside: Session, query: str
) -> None:
    shown(outside.get(f"{running_hub.url}/verify?{query}"), 400)


def test_served_paper_stands_while_its_act_is_in_dispute(
    running_hub: HubProcess, outside: Session, window: Window, tmp_path: Path
) -> None:
    stream = new_case()
    window.pull()
    window.act(received(), stream=stream)
    window.push()
    second = enrolled(running_hub, tmp_path / "second", name="W05")
    second.act(received(), issued("W05-20261120-001"), stream=stream)
    second.push()
    mark = mark_of(second, stream.partition("/")[2])
    second.close()
    mark = PaperMark("W05-20261120-001", mark.entry_hash, mark.record_digest)
    page = shown(outside.get(address(running_hub, mark)))
    assert "✔ 相符" in page
    assert "其间本文书仍然有效" in page


def test_an_address_that_leads_nowhere_is_told_so(
    running_hub: HubProcess, outside: Session
) -> None:
    assert "没有这个页面" in shown(outside.get(f"{running_hub.url}/nothing"), 404)
    answer = outside.get(f"{running_hub.url}/v1/nothing")
    assert (answer.status_code, answer.json()) == (404, {"code": "HU-207"})
    answer = outside.get(f"{running_hub.url}/v1/batch")
    assert (answer.status_code, answer.json()) == (404, {"code": "HU-207"})


def test_the_style_sheet_is_there(running_hub: HubProcess, outside: Session) -> None:
    answer = outside.get(f"{running_hub.url}/pages.css")
    assert answer.headers["Content-Type"].startswith("text/css")
    assert "url(" not in answer.text
