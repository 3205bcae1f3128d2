"""Invented records to print: nobody and nothing in them exists."""

from typing import Any

from casework.records.notice import (
    DefectLine,
    MaterialLine,
    NoticeKind,
    NoticeRecord,
    PaperMark,
    Party,
    ReasonLine,
    Section,
    record_digest,
)

RARE_NAME = "赵𬭎𮧵"

_MATERIALS = (
    ("郑州市建设工程联合验收申请表", "原件1份", "原件1份 共4页", "10:21 张某"),
    ("竣工验收报告", "原件1份", "原件1份 共12页", "10:22 张某"),
    ("工程质量保修书", "原件1份", "原件1份 共6页", "10:23 张某"),
    ("联合测绘成果", "共享", "系统共享，未收取", ""),
    ("建设工程规划许可证", "共享", "系统共享，未收取", ""),
    ("法定代表人授权委托书及代理人身份证明", "原件1份", "原件1份 共2页", "10:24 张某"),
    ("城建档案移交承诺书", "原件1份", "原件1份 共1页", "10:25 张某"),
)


_ACCEPTANCE: dict[str, Any] = {
    "steps": (
        "推送与资料审核：2个工作日内由参验部门审核资料并反馈能否开展联合验收；",
        "现场验收：程序启动之日起10个工作日内完成；",
        "出具结论：验收合格之日起1个工作日内出具；",
        "档案认可与竣工验收备案：第14个工作日内完成档案认可，第15个工作日内完成备案。",
    ),
    "due": "2026年12月11日（自受理之日起15个工作日）",
    "excluded": "验收整改及复验所用时间。",
}
_CORRECTION: dict[str, Any] = {
    "defects": (
        DefectLine(
            "工程质量保修书",
            "未提交",
            "原件1份，由建设单位和施工单位签字并加盖公章",
            "《联合验收实施方案》第六条",
        ),
        DefectLine(
            "郑州市建设工程联合验收申请表",
            "第二页“监理单位”一栏未填写项目负责人姓名和电话，未加盖公章",
            "补填并加盖公章",
            "《联合验收实施方案》附件",
        ),
    ),
    "hand_in": "请于2026年12月4日前将补正材料交至郑州市政务服务大厅任一综合窗口，"
    "或者通过审批管理系统上传。",
}
_REFUSAL: dict[str, Any] = {
    "reasons": (
        ReasonLine(
            "R-02",
            "申请的项目不在本行政区域内，该项目的联合验收不属于本机关职权范围",
            "《中华人民共和国行政许可法》第三十二条第一款第（二）项",
        ),
    ),
    "competent_organ": "无名市住房和城乡建设局",
    "remedies": (
        "如不服本决定，可以自收到本决定书之日起六十日内依法申请行政复议；",
        "也可以自收到本决定书之日起六个月内依法向人民法院提起行政诉讼。",
    ),
}
_LETTER: dict[str, Any] = {
    "opening": "你（单位）提交的申请，现将有关事项告知如下：",
    "sections": (
        Section(
            "告知的内容",
            (
                "作出本决定的依据是《无名市工程建设项目审批管理办法》第七条",
                "应当在三个工作日内补交缺少的材料",
            ),
        ),
        Section(
            "各部门的意见",
            ("以下意见由各参验部门分别出具",),
            ("部门", "结论", "意见"),
            (26, 14, 52),
            (
                ("自然资源和规划部门", "合格", ""),
                ("人防部门", "整改", "北侧出入口防护门铰链未加注润滑油，门扇启闭不到位"),
            ),
        ),
    ),
    "mark": "承诺审批",
}
_COMMON: dict[str, Any] = {
    "number": "990100-W03-20261120-0012",
    "organ": "郑州市城乡建设局",
    "seal": "郑州市城乡建设局行政审批专用章",
    "hall": "郑州市政务服务大厅",
    "window": "3号窗口",
    "clerk": "张某",
    "applicant": Party("无名置业有限公司", "统一社会信用代码", "91990100MA0000000X"),
    "deliverer": Party(RARE_NAME, "居民身份证", "990101********1234"),
    "role": "代理人",
    "project_name": "无名·青云府（三期）住宅及配套商业、地下车库工程",
    "project_code": "2026-990100-47-03-012345",
    "item_name": "房屋建筑和市政基础设施工程联合验收",
    "item_code": "990100-LHYS-01",
    "received_at": "2026-11-20T10:18:00+08:00",
    "made_at": "2026-11-20T10:32:05+08:00",
    "rule": "郑州市 2019.7（现行状态待核）",
    "contact": "咨询电话：0371-00000000；地址：郑州市政务服务大厅一层综合服务区。",
}


def notice(kind: NoticeKind, *, count: int = 7, practice: bool = True) -> NoticeRecord:
    """A complete record of ``kind`` with ``count`` materials, where that kind shows them."""
    lines = tuple(MaterialLine(*_MATERIALS[at % len(_MATERIALS)]) for at in range(count))
    own = {
        NoticeKind.RECEIPT: {"materials": lines},
        NoticeKind.ACCEPTANCE: {"materials": lines, **_ACCEPTANCE},
        NoticeKind.CORRECTION: {"materials": lines[:2], **_CORRECTION},
        NoticeKind.REFUSAL: _REFUSAL,
    }.get(kind, _LETTER)
    return NoticeRecord(kind=kind, sample_texts=practice, practice=practice, **_COMMON, **own)


def mark_of(record: NoticeRecord) -> PaperMark:
    """The mark a journal entry would give."""
    return PaperMark(
        number=record.number,
        entry_hash="ab" * 32,
        record_digest=record_digest(record),
        verify_address="https://hall.example/verify",
    )
