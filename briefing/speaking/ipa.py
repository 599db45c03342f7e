"""IPA of English words in eSpeak's own letters."""

from __future__ import annotations

import re
from functools import cache

# Longer ones come first where one begins another: the pattern below sorts them.
_CONSONANTS = {
    **{sound: sound for sound in "pbtdkfvszhmnlwjx"},
    "g": "g", "ɡ": "g", "θ": "T", "ð": "D", "ʃ": "S", "ʒ": "Z", "ŋ": "N", "ɫ": "l", "r": "r", "ɹ": "r", "ɻ": "r",
    "ʁ": "r", "ɾ": "t#", "ʔ": "?", "ʍ": "w", "ç": "h", "χ": "x", "ɲ": "nj", "ʎ": "lj",
    "tʃ": "tS", "t͡ʃ": "tS", "ʧ": "tS", "dʒ": "dZ", "d͡ʒ": "dZ", "ʤ": "dZ", "ts": "ts", "t͡s": "ts",
    "n̩": "@n", "l̩": "@L", "m̩": "@m",
}  # fmt: skip
_VOWELS = {
    "iː": "i:", "i": "i", "ɪ": "I", "ᵻ": "I", "ɨ": "I", "y": "u:", "e": "E", "eː": "eI", "ɛ": "E", "ɛː": "e@",
    "æ": "a", "a": "a", "aː": "A:", "ɑ": "A:", "ɑː": "A:", "ɐ": "a#", "ɒ": "0", "ɔ": "O:", "ɔː": "O:",
    "o": "oU", "oː": "oU", "ʊ": "U", "u": "u:", "uː": "u:", "ʉ": "u:", "ʉː": "u:", "ʌ": "V",
    "ə": "@", "ɚ": "3", "ɜ": "3:", "ɜː": "3:", "ɝ": "3:", "ɝː": "3:", "ø": "3:", "øː": "3:", "œ": "3:",
    "eɪ": "eI", "ei": "eI", "aɪ": "aI", "ai": "aI", "ɔɪ": "OI", "oi": "OI", "aʊ": "aU", "au": "aU",
    "oʊ": "oU", "ou": "oU", "əʊ": "oU", "ɪə": "i@", "iə": "i@", "eə": "e@", "ɛə": "e@", "ʊə": "U@",
}  # fmt: skip
# A vowel with an r that no vowel follows: eSpeak's voices say the r or don't, as their accent has it.
_WITH_R = {
    "ɑːr": "A@", "ɑr": "A@", "ɔːr": "O@", "ɔr": "O@", "ɛr": "e@", "eər": "e@", "ɪr": "i@3", "ɪər": "i@3", "ʊr": "U@",
    "ʊər": "U@", "ɜːr": "3:", "ɜr": "3:", "ər": "3",
}  # fmt: skip
_STRESS = {"ˈ": "'", "'": "'", "ˌ": ",", ",": ","}
_SILENT = frozenset(".‿͡-")

_VOWELS |= {vowel.replace("r", letter): sound for vowel, sound in _WITH_R.items() for letter in "rɹ"}
_SOUNDS = {**_CONSONANTS, **_VOWELS, **_STRESS, **dict.fromkeys(_SILENT, "")}


@cache
def _pattern() -> re.Pattern[str]:
    """Return what matches one sound, the longest first."""
    vowels = "".join({vowel[0] for vowel in _VOWELS})
    no_vowel = f"(?![ˈˌ',]?[{vowels}])"
    names = sorted(_SOUNDS, key=len, reverse=True)
    return re.compile("|".join(re.escape(name) + (no_vowel if name[1:] and name[-1] in "rɹ" else "") for name in names))


def to_espeak(ipa: str) -> str | None:
    """Return IPA in eSpeak's letters, the words separated by spaces; None where a sound has none.

    eSpeak marks the stress before the vowel, IPA before the syllable; where nothing is stressed, each word is on its
    first vowel. An r after a vowel is left to the voice, American or British.
    """
    plain = ipa.strip("/[] ").replace(":", "ː")
    stressed = any(mark in plain for mark in "ˈ'")
    words = [_word(word, stressed=stressed) for word in plain.split()]
    known = [word for word in words if word]
    return " ".join(known) if known and len(known) == len(words) else None


def _word(ipa: str, *, stressed: bool) -> str | None:
    """Return one word in eSpeak's letters, its sounds separated by a bar."""
    sounds: list[str] = []
    stress, at = "", 0
    for match in _pattern().finditer(ipa):
        if match.start() != at:
            return None
        at = match.end()
        letter, sound = match.group(), _SOUNDS[match.group()]
        if letter in _STRESS:
            stress = sound
        elif letter in _VOWELS:
            sounds.append(stress + sound)
            stress = ""
        elif sound:
            sounds.append(sound)
    if at != len(ipa) or not sounds:
        return None
    if not stressed:
        _stress_first(sounds)
    return "|".join(sounds)


def _stress_first(sounds: list[str]) -> None:
    """Put the stress on the first vowel."""
    vowels = set(_VOWELS.values())
    for index, sound in enumerate(sounds):
        if sound.lstrip(",") in vowels:
            sounds[index] = f"'{sound.lstrip(',')}"
            return
