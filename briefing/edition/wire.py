"""The wire: pages and feeds from the network, kept until their stories are told, asked for again only when changed."""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from dataclasses import dataclass

from briefing.edges import clock, files, folders, places
from briefing.errors import BriefingError, CantWriteError

KEPT_S = 3 * 86_400
"""What nobody has asked for in so many seconds is thrown away."""

NOT_MODIFIED = 304


@dataclass(frozen=True, slots=True)
class Sheet:
    """What the network gave for an address: its final address, media type, charset, content."""

    url: str
    type: str
    charset: str | None
    body: bytes
    etag: str | None = None
    modified: str | None = None

    @property
    def is_feed(self) -> bool:
        """Tell whether it's RSS or Atom; servers call feeds what they like, so the content counts."""
        return looks_like_feed(self.body)


def looks_like_feed(data: bytes) -> bool:
    """Tell whether a file's content is RSS, RDF or Atom."""
    start = data[:4000].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").replace(b"\0", b"").lower()
    return start.startswith((b"<?xml", b"<rss", b"<feed", b"<rdf", b"<!--")) and any(
        mark in start for mark in (b"<rss", b"<feed", b"<rdf:rdf")
    )


class Wire:
    """Sheets by address; ``keep`` writes them into the state's folder."""

    def __init__(self, state: str, *, keep: bool) -> None:
        """Use the folder ``wire`` in the state's folder."""
        self._folder = places.join(state, "wire")
        self._keep = keep
        self._used: set[str] = set()
        self._lock = threading.Lock()

    def sheet(self, url: str, *, again: bool) -> Sheet:
        """Return what stands at an address; a sheet that is at hand is asked for ``again``, or taken as it is.

        UnavailableError, NoInputError or BadInputError when the network gives nothing that can be used.
        """
        from briefing.edges import web

        known = self.known(url)
        if known and not again:
            return known
        page = web.get(url, etag=known.etag if known else None, modified=known.modified if known else None)
        if known and page.status == NOT_MODIFIED:
            return known
        sheet = Sheet(page.url, page.type or "", page.charset, page.body, page.etag, page.modified)
        self._store(url, sheet)
        return sheet

    def known(self, url: str) -> Sheet | None:
        """Return the sheet that is at hand for an address."""
        name = _name(url)
        try:
            content = json.loads(files.read(places.join(self._folder, name), limit=100_000_000))
            body = base64.b64decode(content["body"], validate=True)
            sheet = Sheet(
                content["url"], content["type"], content["charset"], body, content["etag"], content["modified"]
            )
        except (BriefingError, ValueError, KeyError, TypeError, RecursionError):
            return None
        with self._lock:
            self._used.add(name)
        return sheet

    def _store(self, url: str, sheet: Sheet) -> None:
        if not self._keep:
            return
        name = _name(url)
        content = {
            "url": sheet.url,
            "type": sheet.type,
            "charset": sheet.charset,
            "etag": sheet.etag,
            "modified": sheet.modified,
            "body": base64.b64encode(sheet.body).decode("ascii"),
        }
        files.write(places.join(self._folder, name), json.dumps(content).encode())
        with self._lock:
            self._used.add(name)

    def tidy(self) -> None:
        """Throw away what nobody has asked for in days."""
        before = (clock.now().timestamp() - KEPT_S) * 1e9
        old = [n for n, held in folders.listing(self._folder).items() if held.changed < before and n not in self._used]
        if self._keep and old:
            try:
                folders.remove(self._folder, old)
            except CantWriteError:
                return  # a full or read-only disk is told where it matters


def _name(url: str) -> str:
    return hashlib.sha256(url.encode("utf-8", "surrogatepass")).hexdigest()[:40] + ".json"
