"""Search over 100,000 rows, and the first page of a list from 1,000 to 1,000,000 rows.

Both in the real tables of an encrypted store.
"""

import random
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import insert

from casework.people.pinyin import initials
from casework.records.ids import new_id, stream_of
from sync.ledger import migrate, search
from sync.ledger.lists import Lists
from sync.ledger.search import Texts
from sync.ledger.store import Store
from sync.ledger.tables import cases
from tests.bench.figures import Figure
from tests.casework.flows.intakes import NOW

NAME = "search"
FEW, MANY, MOST = 1_000, 100_000, 1_000_000
ASKED = 200
_BATCH = 5_000
_MILLI = 1000
_PLACES = [
    "中原区",
    "二七区",
    "金水区",
    "管城区",
    "惠济区",
    "高新区",
    "经开区",
    "航空港区",
    "荥阳市",
    "新密市",
    "新郑市",
    "登封市",
]
_SIGNS = "云栖锦绣华府龙湖东方明珠翠苑和园阳光城康桥融创永威瀚海谦祥亚新美盛名门鑫苑清华紫荆天悦"
_KINDS = [
    "住宅小区",
    "商业综合体",
    "办公楼",
    "中学",
    "小学",
    "幼儿园",
    "医院",
    "道路工程",
    "桥梁",
    "安置房",
    "产业园",
    "厂房",
]
_UNITS = ["置业有限公司", "房地产开发有限公司", "建设集团有限公司", "城市建设投资有限公司"]
_SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨"


class Rows:
    """Invented rows, always the same ones, and what of them is asked for."""

    def __init__(self) -> None:
        self.chance = random.Random(11)
        self.asked: dict[str, list[str]] = {
            "two characters": [],
            "initials": [],
            "last four": [],
            "part of a code": [],
        }

    def texts(self) -> Texts:
        name = self._pick(_PLACES) + self._signs(3) + self._pick(_KINDS)
        unit = self._signs(2) + self._pick(_UNITS)
        person = self._pick(_SURNAMES) + self._signs(2)
        code = f"21{self._digits(2)}-4101{self._digits(2)}-04-01-{self._digits(6)}"
        texts = Texts(
            (name, unit, person), (code, f"郑联验收件〔2026〕{self._digits(5)}号"), self._digits(4)
        )
        if self.chance.random() < 0.02:
            self._ask(texts)
        return texts

    def _ask(self, texts: Texts) -> None:
        name, _, person = texts.names
        at = self.chance.randrange(len(name) - 1)
        self.asked["two characters"].append(self.chance.choice([name[at : at + 2], person[:2]]))
        letters = initials(name)
        size = self.chance.randrange(2, 7)
        at = self.chance.randrange(len(letters) - size)
        self.asked["initials"].append(letters[at : at + size])
        self.asked["last four"].append(texts.end)
        self.asked["part of a code"].append(texts.codes[0][-6:])

    def _pick(self, some: "list[str] | str") -> str:
        return self.chance.choice(some)

    def _signs(self, count: int) -> str:
        return "".join(self.chance.choices(_SIGNS, k=count))

    def _digits(self, count: int) -> str:
        return "".join(self.chance.choices("0123456789", k=count))


def run() -> Iterator[Figure]:
    """The worst kind of query by its p95, and the first page of most rows beside that of few."""
    pages: dict[int, float] = {}
    for count in (FEW, MOST):
        with _filled(count, searched=False) as (lists, _):
            pages[count] = statistics.median(_each(lists.cases, ASKED))
    with _filled(MANY, searched=True) as (lists, rows):
        worst = {
            kind: _p95([_timed(lambda: lists.find_cases(words)) for words in asked[:ASKED]])  # noqa: B023
            for kind, asked in rows.asked.items()
        }
    yield Figure("search, worst kind p95", max(worst.values()), "ms", worst)
    yield Figure("first page of a list", pages[MOST], "ms", {"the same of 1,000": pages[FEW]})


def _each(work: Callable[[], object], count: int) -> list[float]:
    return [_timed(work) for _ in range(count)]


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return (time.perf_counter() - started) * _MILLI


def _p95(values: list[float]) -> float:
    return sorted(values)[len(values) * 95 // 100]


@contextmanager
def _filled(count: int, *, searched: bool) -> Iterator[tuple[Lists, Rows]]:
    with TemporaryDirectory() as folder:
        store, rows = Store(Path(folder), bytes(32)), Rows()
        with store.writing() as connection:
            migrate.upgrade(connection)
        for first in range(0, count, _BATCH):
            _write(store, rows, range(first, min(first + _BATCH, count)), searched=searched)
        # What was asked in a small store is asked again and again.
        for kind, asked in rows.asked.items():
            rows.asked[kind] = asked * (ASKED // max(1, len(asked)) + 1)
        yield Lists(store, "hall-1"), rows
        store.close()


def _write(store: Store, rows: Rows, batch: range, *, searched: bool) -> None:
    with store.writing() as connection:
        lines = []
        for at in batch:
            moment = NOW + timedelta(minutes=at)
            stream, texts = stream_of("case", new_id(moment)), rows.texts()
            if searched:
                search.add(connection, stream, texts)
            lines.append(_line(stream, moment.isoformat(), texts))
        connection.execute(insert(cases), lines)


def _line(stream: str, received_at: str, texts: Texts) -> dict[str, str]:
    return {
        "hall": "hall-1",
        "stream": stream,
        "received_at": received_at,
        "number": texts.codes[1],
        "item_name": "联合验收",
        "project": "",
        "project_code": texts.codes[0],
        "project_name": texts.names[0],
        "unit": texts.names[1],
        "person_masked": "王＊＊ 990101****0015",
        "state": "accepted",
    }
