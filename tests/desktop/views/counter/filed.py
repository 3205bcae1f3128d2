"""Applications that were filed online, as the feed brings them, with their scans at the hub."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from casework.act import perform
from casework.errors import SyncError
from casework.flows import online
from casework.flows.online import Filer, Filing, Supplement, Uploaded, UploadedFile
from casework.law.materials import Handling
from casework.people.grants import Clerk, Duty, Grant
from casework.people.person import Role
from casework.records.ids import CASE, new_id, stream_of
from sync.ledger.blobs import digest_of
from tests.desktop.views.counter import invented
from tests.desktop.views.counter.world import MORNING, World, picture

PORTAL = Clerk(
    "account/portal",
    "网上办事大厅",
    (Grant("41", "*", Duty.FILE, MORNING.date(), MORNING.date().replace(month=12)),),
    "网上办事大厅",
)
FILER = Filer("赵远山", "990101198203150023", Role.LEGAL_REPRESENTATIVE)
VALUES = {
    **invented.FACTS,
    **invented.SEALED_FACTS,
    "project_name": "云栖家园一期",
    "builder": invented.BUILDER,
    "builder_code": invented.CREDIT_CODE,
    "handler": "赵远山",
    "actual_period": "2023-03-15 至 2026-09-30",
    "contract_period": "2023-03-01 至 2026-06-30",
    "contract_price": "15234",
    **invented.BY_HAND,
}


@dataclass
class Centre:
    """The scans that lie at the hub; ``line`` is what keeps them from coming."""

    files: dict[str, bytes] = field(default_factory=dict)
    line: SyncError | None = None
    asked: list[tuple[str, str]] = field(default_factory=list)
    world: World | None = None

    def bring(self, stream: str, sha: str) -> None:
        self.asked.append((stream, sha))
        if self.line is not None:
            raise self.line
        assert self.world is not None
        self.world.opened.blobs.put(self.files[sha])


def connect(world: World) -> Centre:
    """Give the desk a hub that hands out scans."""
    centre = Centre(world=world)
    world.desk = replace(world.desk, scans=centre)
    return centre


def file(
    world: World,
    centre: Centre,
    *,
    minutes: int = 8,
    without: tuple[str, ...] = (),
    **changes: Any,
) -> str:
    """File an application so many minutes ago; the stream of its case."""
    at = world.clock() - timedelta(minutes=minutes)
    item = world.desk.law.catalogue.item("joint_acceptance")
    asked = (
        one
        for one in item.checklist(VALUES, FILER.role.value)
        if one.handling is Handling.ASK and one.required and one.key not in without
    )
    filing = Filing(
        case=stream_of(CASE, new_id(at)),
        item=item.code,
        filed_at=at.isoformat(),
        project_code=invented.CODE,
        project_name="云栖家园一期",
        unit=invented.BUILDER,
        unit_code=invented.CREDIT_CODE,
        filer=FILER,
        values={key: text for key, text in VALUES.items() if key not in without},
        declaration="declaration" not in without,
        materials=tuple(Uploaded(one.key, (upload(centre, one.key),)) for one in asked),
        numbers="numbers/hub",
    )
    _as_portal(world, online.FILE, replace(filing, **changes), at)
    return filing.case


def supplement(world: World, centre: Centre, case: str, *lines: str) -> None:
    """Bring what was asked for, online, now."""
    materials = tuple(Uploaded(line, (upload(centre, line),)) for line in lines)
    request = Supplement(
        case, "joint_acceptance", FILER, materials, VALUES, declaration=True, numbers="numbers/hub"
    )
    _as_portal(world, online.SUPPLEMENT, request, world.clock())


def upload(centre: Centre, title: str) -> UploadedFile:
    """A scan that lies at the hub."""
    body = picture(title)
    centre.files[digest_of(body)] = body
    return UploadedFile(digest_of(body), "image/png", len(body))


def _as_portal(world: World, command: Any, request: Any, at: datetime) -> None:
    desk = replace(world.desk, clerk=PORTAL)
    context = replace(desk.context(), now=at)
    perform(world.opened.ledger, new_id(at), command, request, context)
