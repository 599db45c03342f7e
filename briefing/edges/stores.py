"""Stores: every file system that fsspec knows, by address (``s3://bucket/folder``). An object is whole or absent."""

from __future__ import annotations

import contextlib
import errno
import os
import re
from collections.abc import Iterator, Mapping, Sequence
from glob import has_magic
from typing import Any, Literal
from urllib.parse import urlsplit

from briefing.edges import addresses
from briefing.errors import (
    BadInputError,
    BriefingError,
    CantWriteError,
    NoInputError,
    Problem,
    UnavailableError,
    UsageError,
)

OBJECT_STORES = {"s3", "s3a", "gs", "gcs", "abfs", "abfss", "az", "adl", "oci", "oss", "memory"}
"""Where what is put appears whole by itself; elsewhere it's put under another name and moved."""

AT_ONCE = 200
"""So many objects are asked for in one go."""

_ITS_OWN = {errno.EBUSY, errno.EIO, getattr(errno, "EREMOTEIO", errno.EIO)}
"""What is a store's own failure and nothing of the object's: too busy, broken inside."""

_GARBLED = {"HTTPClientError", "ClientPayloadError", "IncompleteRead", "FlexibleChecksumError", "ResponseParserError"}
"""The errors of clients for an answer that was cut off or spoilt on its way."""

_CLUSTER = "pip install 'briefing[cluster]'"
_SECRET = re.compile(r"SECRET|TOKEN|PASSWORD|PASSWD|KEY|CREDENTIAL", re.IGNORECASE)


def is_store(path: str) -> bool:
    """Tell an address that fsspec is asked for from a path and from a page of the web."""
    return addresses.is_elsewhere(path) and not addresses.is_address(path) and not _is_file(path)


def is_own(path: str) -> bool:
    """Tell whether an address is in this process's own memory, where no other process finds it."""
    return path.lower().startswith("memory://")


def _is_file(path: str) -> bool:
    return path[:5].lower() == "file:"


def plain(path: str) -> str:
    """Return the path of a ``file:`` address; anything else as it is."""
    if not _is_file(path):
        return path
    from urllib.request import url2pathname  # it loads the web's whole library

    parts = urlsplit(path.replace("?", "%3F").replace("#", "%23"))
    return url2pathname(parts.path)


def joined(folder: str, name: str) -> str:
    """Return the address of ``name`` in a store's folder."""
    return f"{folder.rstrip('/')}/{name}"


# --- Asking ------------------------------------------------------------------------------------------------------


def read(address: str, limit: int) -> bytes:
    """Return an object's content (NoInputError where there's none, BadInputError when it's above ``limit`` bytes)."""
    with _asked(address, "read") as (system, path):
        about = system.info(path)
        if about["type"] == "directory":
            raise NoInputError(Problem("", f"{addresses.masked(address)} is a folder", "name a file"))
        if about["size"] is not None and about["size"] > limit:
            what = f"{addresses.masked(address)} is larger than the limit of {limit // 1_000_000} MB (MAX_INPUT_BYTES)"
            raise BadInputError(Problem("", what, "give a smaller file"))
        return _bytes(system.cat_file(path), address)


def read_all(folder: str, names: Sequence[str]) -> dict[str, bytes]:
    """Return the content of a folder's objects by name, many at once; those that aren't there are left out."""
    found: dict[str, bytes] = {}
    with _asked(folder, "read") as (system, path):
        for begin in range(0, len(names), AT_ONCE):
            wanted = {joined(path, name): name for name in names[begin : begin + AT_ONCE]}
            got = system.cat(list(wanted), on_error="return")
            there = {wanted[place]: data for place, data in got.items() if not isinstance(data, FileNotFoundError)}
            found |= {name: _bytes(data, joined(folder, name)) for name, data in there.items()}
    return found


def _bytes(got: object, address: str) -> bytes:
    """Return what a file system gave for an object; its error, or nothing at all where it was called off, is raised."""
    if isinstance(got, bytes):
        return got
    raise _as_ours(got if isinstance(got, BaseException) else TimeoutError(), address, "read")


def exists(address: str) -> bool:
    """Tell whether there's an object at an address."""
    with _asked(address, "read") as (system, path):
        return bool(system.isfile(path))


def is_folder(address: str) -> bool:
    """Tell whether anything lies below an address."""
    with _asked(address, "read") as (system, path):
        return bool(system.isdir(path))


def listing(folder: str) -> dict[str, int]:
    """Return the objects right in a folder and their sizes in bytes; none where there's no such folder."""
    with _asked(folder, "read") as (system, path):
        try:
            held = system.ls(path, detail=True)
        except FileNotFoundError:
            return {}
    names = ((str(one["name"]).rstrip("/").rpartition("/")[2], one) for one in held)
    return {name: int(one["size"] or 0) for name, one in names if name and one["type"] == "file"}


def matching(pattern: str) -> list[str] | None:
    """Return the addresses of the objects that a pattern finds, by name; None where it's no pattern."""
    if not has_magic(pattern):
        return None
    with _asked(pattern, "read") as (system, path):
        found = system.glob(path, detail=True)
        return sorted(system.unstrip_protocol(name) for name, one in found.items() if one["type"] == "file")


# --- Putting -----------------------------------------------------------------------------------------------------


def put(folder: str, content: Mapping[str, bytes]) -> None:
    """Put objects into a folder, several at once, each whole or not at all (CantWriteError)."""
    with _asked(folder, "written") as (system, path):
        if _is_object_store(folder):
            system.pipe({joined(path, name): data for name, data in content.items()})
            return
        for name, data in content.items():
            target = joined(path, name)
            part = joined(target.rpartition("/")[0], f".{target.rpartition('/')[2]}.{os.urandom(4).hex()}.part")
            system.makedirs(target.rpartition("/")[0], exist_ok=True)
            try:
                system.pipe_file(part, data)
                system.mv(part, target)
            except BaseException:  # no half-written part is left, whatever ends the write; raised again
                with contextlib.suppress(OSError):
                    system.rm_file(part)
                raise


def publish(folder: str, content: Mapping[str, bytes], record: str) -> None:
    """Put an episode's files into a folder, its record last: a record stands only beside the files that it lists."""
    remove(folder, [record])
    put(folder, {name: data for name, data in content.items() if name != record})
    put(folder, {record: content[record]})


def remove(folder: str, names: Sequence[str]) -> None:
    """Take objects out of a folder; those that aren't there are gone already (CantWriteError)."""
    with _asked(folder, "written") as (system, path):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                system.rm_file(joined(path, name))


def check(folder: str) -> None:
    """Raise when nothing can be put into a folder: before a night's work, not after it."""
    probe = f".briefing-{os.urandom(4).hex()}.probe"
    put(folder, {probe: b"may this be written?"})
    remove(folder, [probe])


def _is_object_store(address: str) -> bool:
    return address.partition("://")[0].lower() in OBJECT_STORES


# --- The border of foreign code ----------------------------------------------------------------------------------


@contextlib.contextmanager
def _asked(address: str, how: Literal["read", "written"]) -> Iterator[tuple[Any, str]]:
    """Yield an address's file system and the path in it; whatever goes wrong becomes one of our errors."""
    try:
        system, path = _system(address)
        system.invalidate_cache()
        yield system, path.rstrip("/")
    except BriefingError:
        raise
    except Exception as error:  # fsspec's file systems may fail in any way
        raise _as_ours(error, address, how) from error


def _system(address: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it (UnavailableError, UsageError)."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        what = f"{addresses.masked(address)} needs fsspec, which isn't installed"
        raise UnavailableError(Problem("", what, _CLUSTER)) from error
    scheme = address.partition("://")[0]
    try:
        system, path = url_to_fs(address)
    except ImportError as error:
        todo = _CLUSTER if scheme.lower() in {"s3", "s3a"} else f"install what fsspec asks for: {error}"
        raise UnavailableError(Problem("", f"what reads {scheme}: addresses isn't installed", todo)) from error
    except ValueError as error:
        if "rotocol not known" not in str(error):
            raise
        todo = "name a folder, or an address that fsspec knows: s3://BUCKET/FOLDER"
        raise UsageError(Problem("", f"{scheme}: is no kind of address that is known here", todo)) from error
    return system, str(path)


def _as_ours(error: BaseException, address: str, how: str) -> BriefingError:
    """Return what a file system failed with as one of our errors, without a secret in it."""
    shown, kind = addresses.masked(address), type(error).__name__
    wrong = CantWriteError if how == "written" else NoInputError
    if "Credential" in kind or "NoAuth" in kind or "Profile" in kind:
        todo = "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or a profile, here and on each worker"
        return wrong(Problem("", f"{shown} can't be {how}: no credentials", todo))
    if isinstance(error, PermissionError):
        return wrong(Problem("", f"{shown} can't be {how}: no permission", "check the credentials and their rights"))
    if isinstance(error, FileNotFoundError):
        todo = "make the bucket first, or check its name" if how == "written" else "check the name"
        return wrong(Problem("", f"{shown} can't be {how}: there is no such bucket or file", todo))
    said = without_secrets(str(error).partition("\n")[0][:200]) or kind
    if isinstance(error, ConnectionError | TimeoutError) or "Connect" in kind or "Timeout" in kind:
        todo = "see if it runs and AWS_ENDPOINT_URL is right" if shown[:2].lower() == "s3" else "see if it runs"
        return UnavailableError(Problem("", f"no store answers for {shown}: {said}", todo))
    if getattr(error, "errno", None) in _ITS_OWN or kind in _GARBLED:
        todo = "run it again when the store is well: what is done stays done"
        return UnavailableError(Problem("", f"the store fails at {shown}: {said}", todo))
    return wrong(Problem("", f"{shown} can't be {how}: {kind}: {said}", "check the address and its settings"))


def without_secrets(text: str) -> str:
    """Return a foreign message without passwords in addresses and without the environment's secrets."""
    text = addresses.masked(text)
    for name, value in os.environ.items():
        if len(value) > 3 and _SECRET.search(name):  # noqa: PLR2004 - a shorter value would tear words
            text = text.replace(value, "…")
    return text
