"""What departments do, by name: each verb is a command of casework and the shape of its request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.act import Command
from casework.flows import handling, tasks


@dataclass(frozen=True, slots=True)
class Verb:
    """A command and the dataclass its JSON body is read as."""

    command: Command[Any]
    request: type


VERBS: Mapping[str, Verb] = {
    "case.decide": Verb(handling.DECIDE, handling.Decide),
    "case.review": Verb(handling.REVIEW, handling.Review),
    "case.opine": Verb(handling.OPINE, handling.Opine),
    "case.suspend": Verb(handling.SUSPEND, handling.Suspend),
    "case.resume": Verb(handling.RESUME, handling.Resume),
    "case.extend": Verb(handling.EXTEND, handling.Extend),
    "case.return": Verb(handling.RETURN, handling.Return),
    "case.determine": Verb(handling.DETERMINE, handling.Determine),
    "case.complete": Verb(handling.COMPLETE, handling.Complete),
    "task.deliver": Verb(tasks.TAKE_NOTE, tasks.Delivered),
    "task.answer": Verb(tasks.ANSWER, tasks.Answered),
}
