"""Web addresses: told from file names, shown without passwords, asked for in ASCII."""

from __future__ import annotations

import re
from urllib.parse import SplitResult, quote, unquote, urljoin, urlsplit, urlunsplit

from briefing.errors import NoInputError, Problem


def is_address(source: str) -> bool:
    """Tell an http(s) address from a file's name."""
    return source[:8].lower().startswith(("http://", "https://"))


def is_elsewhere(source: str) -> bool:
    """Tell an address of any kind (``https://…``, ``s3://…``, ``file:…``) from a path, which begins at a folder."""
    return re.match(r"[A-Za-z][A-Za-z0-9+.-]+://|(?i:file):", source) is not None


def masked(text: str) -> str:
    """Return a text without the names and passwords of the addresses in it."""
    return re.sub(r"//[^/\s]*@", "//", text)


def shown(url: str) -> str:
    """Return an address as it may be shown: without the name and password in it, and without its fragment."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return re.sub(r"//[^/@]*@", "//", url)
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, parts.query, ""))


def no_address(url: str) -> NoInputError:
    """Return the error for what can't be a web address."""
    return NoInputError(Problem("", f"{shown(url)} isn't a web address", "check the address"))


def checked(url: str) -> SplitResult:
    """Return an address's parts (NoInputError when it has no host, or a port that can't be)."""
    try:
        parts = urlsplit(url)
        if parts.hostname and parts.port != 0 and parts.hostname.isprintable():
            return parts
    except ValueError:
        pass
    raise no_address(url)


def in_ascii(parts: SplitResult) -> str:
    """Return an address as it's asked for: its host in ASCII, without name, password and fragment."""
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host if host.isascii() else host.encode("idna").decode("ascii")
    port = f":{parts.port}" if parts.port else ""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~")
    return urlunsplit((parts.scheme, host + port, path, quote(parts.query, safe="/%:@!$&'()*+,;=~?[]"), ""))


def login(parts: SplitResult) -> dict[str, str]:
    """Return the header that carries an address's name and password, none where it has none."""
    if parts.username is None:
        return {}
    import base64

    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}".encode()
    return {"Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}


def redirected(url: str, target: str) -> str | None:
    """Return where a redirect leads, None where that isn't the web. Credentials stay with their own host."""
    try:
        joined = urljoin(shown(url), target.strip())
        host = urlsplit(joined).hostname
    except ValueError:
        host, joined = None, ""
    if not host or not is_address(joined):
        return None
    same = urlsplit(joined).netloc == urlsplit(shown(url)).netloc and urlsplit(joined).scheme == urlsplit(url).scheme
    return urlunsplit(urlsplit(joined)._replace(netloc=urlsplit(url).netloc)) if same else shown(joined)
