"""Every refusal of the program as one import-free tree; the words live in resources/messages.

ClerkError
├── InputError      a value that was typed, read or handed in is wrong
├── RuleError       the rules of the hall say no
├── RightsError     the acting clerk holds no grant for this
├── DeviceError     a reader, scanner or printer cannot go on
├── DocumentError   a paper, picture or file cannot be read or made
├── StoreError      the ledger cannot be opened, trusted or written
└── SyncError       one act cannot be shipped; the loop goes on
    └── HaltError   nothing can be shipped until somebody mends the cause
"""


class ClerkError(Exception):
    """A situation with a stable code (``IN-103``) and the facts that fill its message.

    ``facts`` are plain values for display; personal data are masked by whoever raises.
    """

    def __init__(self, code: str, /, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts

    def __str__(self) -> str:
        shown = ", ".join(f"{name}={value}" for name, value in sorted(self.facts.items()))
        return f"{self.code} ({shown})" if shown else self.code

    def __reduce__(self) -> tuple[object, ...]:
        """Keep the facts across a process boundary (``Exception`` would drop them)."""
        return _rebuild, (type(self), self.code, self.facts)


def _rebuild(kind: type[ClerkError], code: str, facts: dict[str, object]) -> ClerkError:
    return kind(code, **facts)


class InputError(ClerkError):
    """A value that was typed, read or handed in is wrong."""


class RuleError(ClerkError):
    """The rules of the hall say no."""


class RightsError(ClerkError):
    """The acting clerk holds no grant for this."""


class DeviceError(ClerkError):
    """A reader, scanner or printer cannot go on."""


class DocumentError(ClerkError):
    """A paper, picture or file cannot be read or made."""


class StoreError(ClerkError):
    """The ledger cannot be opened, trusted or written."""


class SyncError(ClerkError):
    """One act cannot be shipped; it is set aside and the loop goes on."""


class HaltError(SyncError):
    """Credentials, clock, TLS or disk: nothing is shipped until the cause is mended."""
