"""Pages from templates: escaped throughout, no script, nothing from elsewhere."""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

import resources
from casework.errors import ClerkError
from hub.answers import status_of
from hub.opening import Hall

_FOLDER = Path(__file__).parent / "templates"
STYLE = "pages.css"
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self';"
        " base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Templates:
    """The templates of one hub."""

    def __init__(self, hall: Hall) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_FOLDER),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals["hall"] = hall

    def page(self, name: str, who: str, status: int = 200, **values: object) -> Response:
        """The page ``name``; ``who`` is the login of whoever looks at it, empty for anybody."""
        text = self._environment.get_template(f"{name}.html").render(who=who, **values)
        return Response(text, status, HEADERS, "text/html")

    def refusal(self, error: ClerkError, who: str = "") -> Response:
        """What happened and what to do now, in the words of the message table."""
        message = resources.messages()[error.code].filled(error.facts)
        return self.page("refusal", who, status_of(error), message=message)


def style() -> Response:
    """The one style sheet."""
    text = (_FOLDER / STYLE).read_text(encoding="utf-8")
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "max-age=3600"}
    return Response(text, 200, headers, "text/css")
