"""The "s" of a possessive or plural after a word whose pronunciation is set: "Raisi's" is rah-EE-seez."""

from __future__ import annotations

import re

from briefing.values import Pronunciation

_HISSING = re.compile(r"(?:[szʃʒ]|tʃ|dʒ)$")
_VOICELESS = re.compile(r"[ptkfθx]$")
_HISSING_LETTERS = re.compile(r"(?:ss?|zh?|sh|ch|x|j|ce)$", re.IGNORECASE)
_VOICELESS_LETTERS = re.compile(r"(?:[ptkf]|[ptkf]e|th|kh)$", re.IGNORECASE)


def of(entry: Pronunciation, ended: bool) -> tuple[str | None, str | None]:  # noqa: FBT001 - with or without the s
    """Return IPA and respelling of an entry, with the sound of its "s" where it's ``ended`` by one."""
    if not ended:
        return entry.ipa, entry.say
    return entry.ipa and _ipa(entry.ipa), entry.say and _say(entry.say, entry.ipa)


def _ipa(ipa: str) -> str:
    sounds = ipa.strip("/[] ")
    return sounds + ("ɪz" if _HISSING.search(sounds) else "s" if _VOICELESS.search(sounds) else "z")


def _say(say: str, ipa: str | None) -> str:
    hissing, voiceless = (_HISSING, _VOICELESS) if ipa else (_HISSING_LETTERS, _VOICELESS_LETTERS)
    sounds = (ipa or say).strip("/[] ")
    if hissing.search(sounds):
        return f"{say}-iz"
    last = re.split(r"[\s-]", say)[-1]
    if len(last) == 1:
        return f"{say}'s"  # a letter said by its name
    ending = "s" if voiceless.search(sounds) else "z"
    return say + (ending.upper() if last.isupper() else ending)
