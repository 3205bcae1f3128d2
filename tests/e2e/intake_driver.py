"""One intake by keys alone, step by step; used by the journey, the trials and the soaks."""

import re
from dataclasses import dataclass

from tests.e2e.clerk import Clerk
from tests.e2e.reading import View

LOGIN, PASSWORD = "lin", "yichuang"
SELF, LEGAL_REPRESENTATIVE, AGENT = "1", "2", "3"
ACCEPT, ASK_ONCE, REFUSE, RECEIVE = "1", "2", "3", "4"
"""Digits on the question of the role and on the decision."""
SIGNERS = ("勘察单位", "设计单位", "监理单位", "施工单位", "建设单位")
UNFINISHED = "未办完的申请"
DECIDED = "决定已经落盘"
ITEM = "房屋建筑和市政基础设施工程联合验收"
_NEXT = "F5"
_DRAWN = "第 1 /"
"""The first page of a draft is shown."""
_UNSEEN = "待核对原件"
_MISSING = "■ 缺"
_SCAN_LIMIT = 60.0


@dataclass(frozen=True, slots=True)
class Project:
    """A project of the practice hall: what is typed to find it, its name, another's name."""

    initials: str
    name: str
    other: str


HOMES = Project("yq", "云栖家园一期", "甲市第三中学教学综合楼")
SCHOOL = Project("js", "甲市第三中学教学综合楼", "云栖家园一期")
FLATS = Project("wjrc", "望江人才公寓", "云栖家园一期")
ROAD = Project("bh", "滨河路（柳岸路至望江街）道路工程", "云栖家园一期")


class Intake:
    """What a clerk does at the counter, each verb waiting for what the window answers."""

    def __init__(self, clerk: Clerk) -> None:
        self.clerk = clerk

    def log_in(self) -> None:
        """From the first window to the counter, with a reader that is ready."""
        self.enter_password()
        self.clerk.see("请把身份证放在读卡器上", "读卡 就绪")

    def enter_password(self) -> None:
        """Fill in the first window; it may still be getting ready."""
        clerk = self.clerk
        clerk.at("账号")
        clerk.type(LOGIN)
        clerk.press("Return")
        clerk.at("密码")
        clerk.type(PASSWORD)
        clerk.press("Return")

    def see_card(self, name: str) -> View:
        """Wait for the holder of a card and for the question of the role."""
        view = self.clerk.see(name, "✓卡")
        self.clerk.at("办理身份")
        return view

    def answer_for_person(self, role: str) -> None:
        """The role, 人证一致, and on to the project."""
        self.clerk.press(role)
        self.clerk.at("人证一致")
        self.clerk.press("space", _NEXT)
        self.clerk.at("查找项目")

    def find_project(self, project: Project, item: str = ITEM) -> None:
        """Find it by its initials, take it, choose the item by its digit, and so on to the form."""
        clerk = self.clerk
        clerk.type(project.initials)
        clerk.wait(
            lambda view: view.says(project.name) and not view.says(project.other),
            f"only {project.name} among the results",
        )
        clerk.press("Return")
        view = clerk.see("办理的事项", item)
        names = [node.name for node in view.nodes]
        clerk.press(names[names.index(item) - 1])

    def fill_form(self, phone: str, day: str) -> None:
        """Type what nobody else can know, down to the applicant's declaration."""
        clerk = self.clerk
        clerk.at("联系电话")
        clerk.type(phone)
        clerk.press(_NEXT)
        clerk.at("验收事项")
        clerk.press("0", _NEXT)
        clerk.at("预验收合格日期")
        clerk.type(day)
        clerk.press(_NEXT)
        for signer in SIGNERS:
            clerk.at(signer)
            clerk.press("0")
        clerk.press(_NEXT)
        clerk.at("申请人确认")
        clerk.press("space")

    def leave_form(self) -> None:
        """From the whole form to the checklist."""
        self.clerk.press(_NEXT)
        self.clerk.at("材料")

    def scan(self, pages: int) -> None:
        """Scan the stack for the current line."""
        self.clerk.press("s")
        self.clerk.see(f"{pages} 页", seconds=_SCAN_LIMIT)
        self.clerk.see_gone("正在收页", seconds=_SCAN_LIMIT)

    def choose_file(self, file: str) -> None:
        """A file to import for the current line; its path is typed into the system's dialog."""
        self.clerk.press("i")
        self.clerk.at("文件名称")
        self.clerk.type(file)

    def bring(self, file: str) -> None:
        """Take the chosen file in."""
        self.clerk.press("Return")
        self.clerk.see(f"1页 {file.rpartition('/')[2]}")
        self.clerk.at("材料")

    def look_at_originals(self, leave: int = 0) -> int:
        """One deliberate key per original, as long as more than ``leave`` are open; how many."""
        first = left = _open(self.clerk.look())
        while left > leave:
            self.clerk.press("space")
            left = self.clerk.count_below(left, _open, "an original seen")
        return first - left

    def turn_to_decision(self) -> View:
        """To the decision, until its draft is drawn."""
        self.clerk.press("ctrl+5")
        return self.clerk.see(_DRAWN)

    def tick_reason(self, words: str) -> None:
        """Tick a coded reason of a refusal; the cursor goes down to it."""
        self.clerk.tab_to("不予受理的理由")
        while not (row := self.clerk.look().find(words)) or "selected" not in row.states:
            self.clerk.press("Down")
        self.clerk.press("space")
        self.clerk.see("☑", _DRAWN)

    def decide(self) -> View:
        """F5, and Y to the question; until the papers are made."""
        self.clerk.press(_NEXT)
        self.clerk.see("返回")
        self.clerk.press("y")
        return self.clerk.see(DECIDED, "请打印文书")

    def print_papers(self, count: int) -> None:
        """Print all, and confirm each when it came out."""
        self.clerk.press("ctrl+p")
        self.clerk.wait(lambda view: _printed(view) == count, "all papers taken by the printer", 60)
        left = count
        while left:
            self.clerk.press("y")
            left = self.clerk.count_below(left, _printed, "a confirmed paper")
        self.clerk.see("文书已全部打印")

    def put_practice_card(self, name: str) -> None:
        """Lay the card that the practice panel shows on its reader."""
        self.clerk.press("alt+k")
        self.see_card(name)

    def resume(self) -> None:
        """Go on with the newest unfinished intake, whatever it still lacks, to its decision."""
        self.clerk.tab_to(UNFINISHED)
        self.clerk.press("r")
        view = self.clerk.wait(
            lambda view: not view.says(UNFINISHED) or _decided(view), "it opened"
        )
        if not _decided(view):
            self._complete()

    def _complete(self) -> None:
        clerk = self.clerk
        clerk.press("ctrl+1")
        if clerk.see("号码种类").says("还没有问"):
            clerk.at("办理身份")
            clerk.press(LEGAL_REPRESENTATIVE)
        if clerk.look().says("还没有看"):
            clerk.at("人证一致")
            clerk.press("space")
        clerk.press("ctrl+2")
        clerk.at("查找项目")
        if not clerk.look().says("选定的项目"):
            self.find_project(HOMES)
        self.turn_to_decision()
        self.decide()

    def next_person(self) -> None:
        """The next intake begins."""
        self.clerk.press(_NEXT)
        self.clerk.see("请把身份证放在读卡器上")


def _open(view: View) -> int:
    """Lines whose original nobody has looked at yet, by what the page says of them."""
    words = next((one.name for one in view.nodes if one.name.startswith("共 ")), "")
    missing = re.search(r"还缺 (\d+) 份", words)
    unseen = re.search(r"(\d+) 份原件待核对", words)
    return sum(int(one[1]) for one in (missing, unseen) if one)


def _decided(view: View) -> bool:
    return view.says(DECIDED)


def _printed(view: View) -> int:
    return sum(one.name.endswith("请看出纸") for one in view.nodes)
