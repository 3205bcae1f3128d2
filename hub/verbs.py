"""What departments do, by name: each verb is a command of casework and the shape of its request."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from casework.act import Command
from casework.flows import tasks


@dataclass(frozen=True, slots=True)
class Verb:
    """A command and the dataclass its JSON body is read as."""

    command: Command[Any]
    request: type


VERBS: Mapping[str, Verb] = {
    "task.deliver": Verb(tasks.TAKE_NOTE, tasks.Delivered),
    "task.answer": Verb(tasks.ANSWER, tasks.Answered),
}
