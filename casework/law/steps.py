"""The steps of an item in the approval system, and the account each takes (002图4.3.1)."""

from dataclasses import dataclass
from enum import StrEnum

from casework.law.tables import Table, unique


class Account(StrEnum):
    """What the one who takes the step has to sign in with."""

    PHONE = "phone"
    """手机账号"""
    SEAL = "seal"
    """签章账号: a key with a seal"""
    PHONE_AND_SEAL = "phone_and_seal"
    """手机与签章账号"""

    @property
    def needs_seal(self) -> bool:
        """Whether a key has to be there before the step is begun."""
        return self is not Account.PHONE


@dataclass(frozen=True, slots=True)
class Step:
    """One step, in the order of the chart."""

    key: str
    label: str
    who: str
    account: Account
    sample: bool = False


def read_steps(table: Table) -> tuple[Step, ...]:
    """Every ``[[item.step]]``."""
    rows = [(row, _step(row)) for row in table.rules("step")]
    unique((row, found.key) for row, found in rows)
    return tuple(found for _, found in rows)


def _step(table: Table) -> Step:
    found = Step(
        key=table.text("key"),
        label=table.text("label"),
        who=table.text("who"),
        account=table.choice("account", Account),
        sample=table.flag("sample", default=False),
    )
    table.close()
    return found
