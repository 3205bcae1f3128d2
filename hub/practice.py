"""What a practice hub begins with: rules, invented clerks, projects, lists, applications."""

from collections.abc import Iterator, Mapping
from datetime import datetime

import msgspec

import resources
from casework.law import project_code
from casework.records import ids
from casework.records.account import GrantLine
from casework.records.case_events import FormEntry, SealedEntry
from casework.records.event import Staged
from casework.records.project import ProjectRegistered
from casework.records.project_events import ResultSupplemented
from casework.records.rules import PackAdopted
from casework.records.sealed import Sealed
from hub import accounts, practice_lists, practice_online
from hub.accounts import NewAccount
from hub.desk import Desk
from hub.law import Law, shipped_law
from hub.opening import Hall, Hub
from hub.pages.sessions import Sessions

PASSPHRASE = "yichuang-practice"  # noqa: S105 - guards invented data only
_SOURCE = "platform"


class _Account(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    login: str
    name: str
    password: str
    valid_to: str
    grants: tuple[GrantLine, ...]
    department: str = ""


class _Result(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    key: str
    name: str
    number: str
    organ: str
    issued_on: str
    source: str
    data: Mapping[str, str] = {}


class _Project(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    code: str
    name: str
    builder: str
    builder_code: str
    parent: str = ""
    facts: Mapping[str, str] = {}
    sealed: Mapping[str, str] = {}
    result: tuple[_Result, ...] = ()


class _Invented(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    hall: Hall
    account: tuple[_Account, ...]
    project: tuple[_Project, ...]


def invented_hall() -> Hall:
    """The hall that is practised in."""
    return _read().hall


def seed(hub: Hub) -> None:
    """Fill an empty practice hub, whole or not at all; one that was filled stays as it is."""
    rules = ids.stream_of(ids.RULES, hub.hall_id)
    with hub.ledger.writing():
        if hub.ledger.load(rules).record is not None:
            return
        now = hub.now()
        law = shipped_law(hub)
        hub.ledger.record("rules.adopt", now, [Staged(rules, _adopted(law, now))])
        data = _read()
        # Each takes 0.2 s by design; invented accounts with one password may share it.
        known = {word: accounts.verifier_of(word) for word in {a.password for a in data.account}}
        for one in data.account:
            account = NewAccount(one.login, one.name, one.grants, one.valid_to, one.department)
            accounts.grant(hub.ledger, account, one.password, now, known[one.password])
        hub.ledger.record("projects.register", now, list(_projects(hub, data.project)))
        desk = Desk(hub, Sessions(hub.ledger, hub.now), lambda: law)
        practice_lists.seed(hub, desk)
        practice_online.seed(hub, desk, law, _stream)


def _read() -> _Invented:
    tables = {
        part: msgspec.toml.decode(resources.text(f"practice/{part}.toml"))
        for part in ("hall", "accounts", "projects")
    }
    merged = {"hall": tables["hall"], **tables["accounts"], **tables["projects"]}
    return msgspec.convert(merged, _Invented)


def _adopted(law: Law, now: datetime) -> PackAdopted:
    pack = law.catalogue.pack
    return PackAdopted(
        pack=pack.ident,
        version=pack.version,
        sha256=pack.sha256,
        status=str(pack.status),
        adopted_at=now.isoformat(),
    )


def _projects(hub: Hub, projects: tuple[_Project, ...]) -> Iterator[Staged]:
    for one in projects:
        registered = ProjectRegistered(
            code=project_code.parse(one.code).code,
            raw_code=one.code,
            project_name=one.name,
            parent=_stream(one.parent) if one.parent else "",
            builder=one.builder,
            builder_code=one.builder_code,
            facts=tuple(FormEntry(key, value, _SOURCE) for key, value in one.facts.items()),
            sealed_facts=tuple(
                SealedEntry(key, Sealed.of(value), _SOURCE) for key, value in one.sealed.items()
            ),
            origin=_SOURCE,
            registered_at=hub.now().isoformat(),
        )
        yield Staged(_stream(one.code), registered)
        for result in one.result:
            yield Staged(_stream(one.code), _found(hub, result, one.builder_code))


def _found(hub: Hub, one: _Result, asked_by: str) -> ResultSupplemented:
    """An earlier result as a connected system told it: it counts without anybody's look."""
    now = hub.now()
    return ResultSupplemented(
        ident=ids.new_id(now),
        key=one.key,
        result_name=one.name,
        number=one.number,
        organ=one.organ,
        issued_on=one.issued_on,
        data=tuple(FormEntry(key, value, one.source) for key, value in one.data.items()),
        sealed_data=(),
        source=one.source,
        pdf_sha256="",
        pdf_size=0,
        differences=(),
        asked_by=asked_by,
        entered_by=_SOURCE,
        entered_at=now.isoformat(),
    )


def _stream(code: str) -> str:
    """Projects stand under their code, so that hub and window mean the same one by it."""
    return ids.stream_of(ids.PROJECT, project_code.parse(code).code)
