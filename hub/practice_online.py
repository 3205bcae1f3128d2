"""What was filed online before a practice begins: two invented applications with their scans."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta

import msgspec

import resources
from casework.flows import online
from casework.flows.online import Filer, Filing, Uploaded, UploadedFile
from casework.law.forms import display
from casework.law.items import Item
from casework.law.materials import Handling
from casework.people.person import Role
from casework.records import account, ids
from casework.records.account import GrantLine
from casework.records.project import ProjectRecord
from hub import accounts, practice_scans
from hub.accounts import NewAccount
from hub.desk import Desk
from hub.law import Law
from hub.opening import Hub

_BY_FIELDS = 3
"""Every third paper is a PDF: windows show both."""


class _Portal(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    login: str
    name: str
    password: str
    department: str
    valid_to: str
    grants: tuple[GrantLine, ...]


class _Filer(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    name: str
    number: str
    role: str


class _Filing(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    project: str
    item: str
    minutes_ago: int
    declaration: bool
    filer: _Filer
    values: Mapping[str, str]
    without: tuple[str, ...] = ()


class Invented(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The portal's account and what came through it."""

    portal: _Portal
    filing: tuple[_Filing, ...]


def invented() -> Invented:
    """The practice data as it is shipped."""
    return msgspec.toml.decode(resources.text("practice/online.toml"), type=Invented)


def seed(hub: Hub, desk: Desk, law: Law, stream_of: Callable[[str], str]) -> None:
    """Open the portal's account and file; ``stream_of`` tells a project's stream by its code."""
    data = invented()
    portal = data.portal
    opened = NewAccount(
        portal.login, portal.name, portal.grants, portal.valid_to, portal.department
    )
    accounts.grant(hub.ledger, opened, portal.password, hub.now())
    record = accounts.of_login(hub.ledger, portal.login)
    if record is None:
        return
    clerk = account.clerk(accounts.stream_of(portal.login), record)
    for one in data.filing:
        project = hub.ledger.load(stream_of(one.project)).record
        if isinstance(project, ProjectRecord):
            desk.act(online.FILE, filing(hub, law, one, project), clerk)


def filing(hub: Hub, law: Law, one: _Filing, project: ProjectRecord) -> Filing:
    """The application as the portal would hand it over, its scans lying at the hub."""
    item = law.catalogue.item(one.item)
    known = project.registered
    facts = {
        **{fact.key: fact.value for fact in known.facts},
        **{fact.key: fact.value.value or "" for fact in known.sealed_facts},
    }
    values = {
        **display(law.catalogue.form_of(item), facts),
        "project_name": known.project_name,
        "builder": known.builder,
        "builder_code": known.builder_code,
        **one.values,
    }
    now = hub.now()
    filed = Filing(
        case=ids.stream_of(ids.CASE, ids.new_id(now)),
        item=item.code,
        filed_at=(now - timedelta(minutes=one.minutes_ago)).isoformat(),
        project_code=known.code,
        project_name=known.project_name,
        unit=known.builder,
        unit_code=known.builder_code,
        filer=Filer(one.filer.name, one.filer.number, Role(one.filer.role)),
        values=values,
        declaration=one.declaration,
        materials=(),
        numbers=ids.stream_of(ids.NUMBERS, hub.ledger.identity.device),
    )
    return replace(filed, materials=_uploaded(hub, item, filed, one.without))


def _uploaded(
    hub: Hub, item: Item, filed: Filing, without: tuple[str, ...]
) -> tuple[Uploaded, ...]:
    asked = [
        one
        for one in item.checklist(filed.values, filed.filer.role.value)
        if one.handling is Handling.ASK and one.required and one.key not in without
    ]
    found: list[Uploaded] = []
    for at, material in enumerate(asked):
        if at % _BY_FIELDS:
            body, kind = practice_scans.picture(material.name, filed.unit), practice_scans.PNG
        else:
            body, kind = practice_scans.document(material.name, filed.unit), practice_scans.PDF
        file = UploadedFile(hub.blobs.put(body), kind, len(body))
        found.append(Uploaded(material.key, (file,)))
    return tuple(found)
