"""IPA, respellings and stress in the letters that Kokoro takes (those of language/british.py)."""

from __future__ import annotations

import re
from functools import cache

from briefing.language.british import british

_CONSONANTS = {
    **{sound: sound for sound in "pbtdkfvszhmnlwjxθðʃʒŋ"},
    "g": "ɡ", "ɡ": "ɡ", "ɫ": "l", "r": "ɹ", "ɹ": "ɹ", "ɻ": "ɹ", "ʁ": "ɹ", "ɾ": "ɾ", "ʔ": "ʔ", "ʍ": "w", "ç": "ç",
    "χ": "x", "ɲ": "nj", "ʎ": "lj", "q": "k", "ħ": "h", "ʕ": "", "ɣ": "ɡ", "ʀ": "ɹ", "c": "k", "ɕ": "ʃ", "ʑ": "ʒ",
    "β": "v", "ɸ": "f", "ʋ": "v", "ʂ": "ʃ", "ʐ": "ʒ", "ɖ": "d", "ʈ": "t", "ɟ": "ʤ",
    "tʃ": "ʧ", "t͡ʃ": "ʧ", "ʧ": "ʧ", "dʒ": "ʤ", "d͡ʒ": "ʤ", "ʤ": "ʤ", "ts": "ts", "t͡s": "ts", "dz": "dz",
    "tɕ": "ʧ", "t͡ɕ": "ʧ", "dʑ": "ʤ", "d͡ʑ": "ʤ",
}  # fmt: skip
_DIPHTHONGS = {
    "eɪ": "A", "ei": "A", "eː": "A", "aɪ": "I", "ai": "I", "ɑɪ": "I", "aʊ": "W", "au": "W", "ɑʊ": "W", "ɔɪ": "Y",
    "oi": "Y",
}  # fmt: skip
_VOWELS_US = {
    "iː": "i", "i": "i", "ɪ": "ɪ", "ᵻ": "ᵻ", "ɨ": "ɪ", "y": "u", "yː": "u", "e": "ɛ", "ɛ": "ɛ", "ɛː": "ɛɹ", "æ": "æ",
    "a": "ɑ", "aː": "ɑ", "ɐ": "ʌ", "ɑ": "ɑ", "ɑː": "ɑ", "ɒ": "ɑ", "ɔ": "ɔ", "ɔː": "ɔ", "o": "O", "oː": "O", "ʊ": "ʊ",
    "u": "u", "uː": "u", "ʉ": "u", "ʉː": "u", "ɯ": "u", "ʌ": "ʌ", "ə": "ə", "ɚ": "əɹ", "ɜ": "ɜɹ", "ɜː": "ɜɹ",
    "ɝ": "ɜɹ", "ɝː": "ɜɹ", "ɜːɹ": "ɜɹ", "ɜɹ": "ɜɹ", "ɜːr": "ɜɹ", "ø": "ɜɹ", "øː": "ɜɹ", "œ": "ɜɹ", "oʊ": "O",
    "ou": "O", "əʊ": "O", "ɪə": "ɪɹ", "iə": "iə", "eə": "ɛɹ", "ɛə": "ɛɹ", "ʊə": "ʊɹ", "n̩": "ᵊn", "l̩": "ᵊl", "m̩": "ᵊm",
}  # fmt: skip
_VOWELS_GB = {
    **_VOWELS_US,
    "iː": "iː", "ɛː": "ɛː", "æ": "a", "a": "a", "aː": "ɑː", "ɑ": "ɑː", "ɑː": "ɑː", "ɒ": "ɒ", "ɔ": "ɒ", "ɔː": "ɔː",
    "ᵻ": "ɪ", "u": "u", "uː": "uː", "ʉː": "uː", "y": "uː", "yː": "uː", "o": "ɒ", "oː": "Q", "ɚ": "ə", "ɜ": "ɜː",
    "ɜː": "ɜː", "ɝ": "ɜː", "ɝː": "ɜː", "ø": "ɜː", "øː": "ɜː", "œ": "ɜː", "oʊ": "Q", "ou": "Q", "əʊ": "Q", "ɪə": "ɪə",
    "eə": "ɛː", "ɛə": "ɛː", "ʊə": "ʊə",
}  # fmt: skip
_STRESS = {"ˈ": "ˈ", "'": "ˈ", "ˌ": "ˌ", ",": "ˌ"}
_SILENT = ".‿͡-ʰʲʷ"

# What a respelling's letters stand for (US sounds), as in "rah-EE-see".
_RESPELT = {
    "b": "b", "d": "d", "f": "f", "g": "ɡ", "h": "h", "j": "ʤ", "k": "k", "l": "l", "m": "m", "n": "n", "p": "p",
    "q": "k", "r": "ɹ", "s": "s", "t": "t", "v": "v", "w": "w", "y": "j", "z": "z", "c": "k", "x": "ks", "ch": "ʧ",
    "tch": "ʧ", "sh": "ʃ", "zh": "ʒ", "th": "θ", "dh": "ð", "ng": "ŋ", "kh": "x", "gh": "ɡ", "ph": "f", "ck": "k",
    "wh": "w", "dge": "ʤ", "ts": "ts", "ss": "s", "tt": "t", "nn": "n", "mm": "m", "ll": "l", "rr": "ɹ", "kk": "k",
    "qu": "kw", "dd": "d", "bb": "b", "ff": "f", "pp": "p", "zz": "z", "gg": "ɡ",
}  # fmt: skip
_RESPELT_VOWELS = {
    "a": "æ", "ah": "ɑ", "aa": "ɑ", "ar": "ɑɹ", "ahr": "ɑɹ", "ai": "A", "ay": "A", "ey": "A", "eigh": "A", "air": "ɛɹ",
    "aw": "ɔ", "au": "ɔ", "or": "ɔɹ", "ore": "ɔɹ", "awr": "ɔɹ", "e": "ɛ", "eh": "ɛ", "ee": "i", "ea": "i", "eer": "ɪɹ",
    "ear": "ɪɹ", "er": "ɜɹ", "ur": "ɜɹ", "ir": "ɜɹ", "uhr": "ɜɹ", "i": "ɪ", "ih": "ɪ", "igh": "I", "eye": "I",
    "ye": "I", "ie": "I", "ire": "Iəɹ", "o": "ɑ", "oh": "O", "oa": "O", "oe": "O", "ow": "W", "ou": "W", "oy": "Y",
    "oi": "Y", "oo": "u", "oor": "ʊɹ", "uu": "ʊ", "u": "ʌ", "uh": "ə", "ew": "ju", "yoo": "ju",
}  # fmt: skip
_VOWEL_Y = re.compile("(?<=[b-df-hj-np-tv-xz])y(?![aeiou])")  # "ry", "byte"
_VOWEL_LETTERS = "AIOQWYaæɑɒɔəɛɜɪʊʌiuᵻᵊ"


@cache
def _pattern(british_sounds: bool) -> tuple[re.Pattern[str], dict[str, str]]:  # noqa: FBT001 (a switch of this module)
    """Return what matches one sound of IPA, the longest first, and the letters for it."""
    vowels = _VOWELS_GB if british_sounds else _VOWELS_US
    sounds = {**_CONSONANTS, **_DIPHTHONGS, **vowels, **_STRESS, **dict.fromkeys(_SILENT, "")}
    return re.compile("|".join(map(re.escape, sorted(sounds, key=len, reverse=True)))), sounds


def from_ipa(ipa: str, *, gb: bool) -> str | None:
    """Return IPA in Kokoro's letters, None where a sound has none; a word without stress gets it on its first vowel.

    IPA marks the stress before the syllable, Kokoro before the vowel.
    """
    words = [_word(word, gb=gb) for word in ipa.strip("/[] ").replace(":", "ː").split()]
    known = [word for word in words if word]
    return " ".join(known) if known and len(known) == len(words) else None


def _word(ipa: str, *, gb: bool) -> str | None:
    """Return one word."""
    pattern, sounds = _pattern(gb)
    said, stress, at = "", "", 0
    for match in pattern.finditer(ipa):
        if match.start() != at:
            return None
        at, letters = match.end(), sounds[match.group()]
        if match.group() in _STRESS:
            stress = letters
        elif letters and letters[0] in _VOWEL_LETTERS:
            said += stress + letters
            stress = ""
        else:
            said += letters
    return _stressed(said) if at == len(ipa) else None


def _stressed(word: str) -> str:
    """Return a word with a main stress, on its first vowel where it has none."""
    return word if "ˈ" in word else re.sub(rf"ˌ?(?=[{_VOWEL_LETTERS}])", "ˈ", word, count=1)


def is_respelling(text: str) -> bool:
    """Tell whether a respelling marks its stress in capitals; else it's said as the words that it looks like."""
    return text != text.lower() and from_respelling(text, gb=False) is not None


@cache
def _letters() -> re.Pattern[str]:
    known = sorted({**_RESPELT, **_RESPELT_VOWELS}, key=len, reverse=True)
    return re.compile("|".join(known))


def from_respelling(text: str, *, gb: bool) -> str | None:
    """Return a respelling ("rah-EE-see", stress in capitals) in Kokoro's letters, None where it can't be read so."""
    words = [_respelt(word) for word in text.split()]
    known = [word for word in words if word]
    if not known or len(known) != len(words):
        return None
    return " ".join(british(word, "") if gb else word for word in known)


def _respelt(word: str) -> str | None:
    """Return one word, its syllables between hyphens."""
    said = ""
    for syllable in filter(None, word.split("-")):
        sounds = _syllable(syllable)
        if sounds is None:
            return None
        said += sounds
    return _stressed(said)


def _syllable(syllable: str) -> str | None:
    """Return one syllable: its letters by the table, the stress before its vowel where it's in capitals."""
    letters = _VOWEL_Y.sub("igh", syllable.lower())
    said, at, vowel = "", 0, False
    for match in _letters().finditer(letters):
        if match.start() != at:
            return None
        at, found = match.end(), match.group()
        if found in _RESPELT_VOWELS and not vowel:
            sound, vowel = _RESPELT_VOWELS[found], True
            said += f"ˈ{sound}" if syllable.isupper() else sound.replace("ɜɹ", "əɹ")
        elif found == "e" and at == len(letters):
            said = _long(said)  # "ride"
        elif found in _RESPELT_VOWELS:
            return None
        else:
            said += _RESPELT[found]
    if at != len(letters):
        return None
    return said.replace("ˈə", "ˈʌ").replace("ˈju", "jˈu")


def _long(syllable: str) -> str:
    """Return a syllable with its vowel long, as before a silent e."""
    for short, long in (("æ", "A"), ("ɪ", "I"), ("ɑ", "O"), ("ʌ", "u"), ("ɛ", "i")):
        if short in syllable:
            return syllable.replace(short, long, 1)
    return syllable


def emphasised(word: str) -> str:
    """Return a word's sounds with a main stress on it, as a newsreader would lean on it."""
    if "ˈ" in word:
        return word
    return word.replace("ˌ", "ˈ", 1) if "ˌ" in word else _stressed(word)
