"""The papers of a joint acceptance on paper: each is made, and says what the act decided."""

import pytest

from casework.flows.words import PAPERS
from casework.records.notice import NoticeKind
from printing.render import render
from tests.casework.flows.jointly import BUILDING, Walk, at, said, wanting
from tests.printing.samples import mark_of
from tests.printing.test_render import said as read


def _arranged() -> Walk:
    walk = Walk().reviewed()
    walk.arrange(at(27, 9, 30), "云栖家园一期南门")
    return walk


def _resumed() -> Walk:
    walk = Walk().rectifying("fire")
    walk.resume("fire")
    return walk


def _terminated() -> Walk:
    walk = _resumed()
    walk.reinspect(BUILDING, wanting("fire"))
    return walk


def _returned() -> Walk:
    walk = _terminated()
    walk.print_all()
    walk.give_back("孟知秋")
    return walk


def _withdrawn() -> Walk:
    walk = Walk()
    walk.withdraw("调整分期")
    return walk


WALKS = {
    NoticeKind.SITE: (_arranged, ("时间：2026年11月27日09:30", "云栖家园一期南门", "产品合格证")),
    NoticeKind.RECTIFICATION: (
        lambda: Walk().rectifying("fire"),
        ("城乡建设部门", "现状与图纸不符", "按图整改后复测"),
    ),
    NoticeKind.RECEIPT: (_resumed, ("继续启动联合验收程序的申请", "消防验收整改情况")),
    NoticeKind.RESULT: (
        lambda: Walk(ticked="planning,water").concluded(),
        ("规划核实意见书", "planning-1", "供水验收合格文件"),
    ),
    NoticeKind.TERMINATION: (_terminated, ("复验仍不合格的事项", "消防验收", "退还的原件")),
    NoticeKind.RETURN: (_returned, ("工程质量保修书", "孟知秋")),
    NoticeKind.WITHDRAWAL: (_withdrawn, ("调整分期", "终止办理")),
}


@pytest.mark.parametrize("kind", WALKS, ids=str)
def test_the_paper_is_made_and_says_it(kind: NoticeKind) -> None:
    begin, phrases = WALKS[kind]
    record = said(begin(), kind)
    text = read(render(record, mark_of(record), draft=False))
    assert PAPERS[kind] in text
    assert record.number in text
    for phrase in phrases:
        assert phrase.replace(" ", "") in text
