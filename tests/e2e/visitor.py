"""A person at the hub's pages, in a session of its own."""

import http.cookiejar
import urllib.request
from typing import IO

_LIMIT = 30.0


class Visitor:
    """Comes in by the practice token and reads pages as HTML."""

    def __init__(self, url: str, token: str) -> None:
        self._url = url
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        self._opener = urllib.request.build_opener(jar, urllib.request.ProxyHandler({}))
        self.page(f"/login?token={token}")

    def page(self, path: str) -> str:
        """The HTML of a page; HTTPError when there is none."""
        answer: IO[bytes] = self._opener.open(f"{self._url}{path}", timeout=_LIMIT)
        with answer:
            return answer.read().decode()
