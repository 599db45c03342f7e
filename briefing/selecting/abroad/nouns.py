"""Who a stretch of a sentence mentions: a pronoun, a name, or a noun phrase with the name beside it."""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from briefing.language.tongues import Gender, Tongue
from briefing.selecting.abroad.people import ROLE_WORDS, Name, name_at
from briefing.selecting.abroad.wording import Row, Word

HEAD_WITHIN = 4
"""So many words after the article a noun is looked for."""

PLAIN_WORDS = 2
"""So many adjectives may follow a noun."""

Sort: TypeAlias = Literal["pronoun", "name", "role", "organisation", "nobody"]


class Mention(NamedTuple):
    """Who is mentioned, from ``first`` to ``end`` in the row; ``role`` is the range of the words for what they are."""

    sort: Sort
    first: int
    end: int
    name: Name | None = None
    role: tuple[int, int] | None = None
    gender: Gender | None = None
    doubtful: bool = False


def mention_at(row: Row, i: int, tongue: Tongue, *, spoken: bool = False) -> Mention | None:
    """Return who is mentioned at a place of the row; ``spoken`` tells that a verb of speech needs a subject here."""
    if i >= len(row) or row[i].sort != "word":
        return None
    word = row[i]
    if word.lower in tongue.pronouns:
        return Mention("pronoun", i, i + 1, gender=tongue.pronouns[word.lower])
    phrase = _noun_phrase(row, i, tongue) or _presented(row, i, tongue)
    if phrase is not None:
        return phrase
    if word.lower in tongue.nobody:
        return Mention("nobody", i, i + 1)
    name = name_at(row, i, tongue)
    opens = name is not None and i == 0 and len(name.words) == 1 and not name.titled
    plain = name is not None and not name.person and not spoken and "nouns-capitalised" in tongue.traits
    if name is None or plain or (opens and not _says(row, name.end, tongue)):
        return None  # no name, a noun, or a capital that only opens the sentence
    return _apposed(row, Mention("name", name.first, name.end, name), tongue)


def _says(row: Row, at: int, tongue: Tongue) -> bool:
    """Tell whether a verb comes next."""
    while at < len(row) and row[at].lower in tongue.adverbs and row[at].lower not in tongue.clitics:
        at += 1
    if at >= len(row):
        return False
    lower = row[at].lower
    return any(lower in known for known in (tongue.verbs, tongue.describing, tongue.auxiliaries, tongue.clitics))


def _head(row: Row, i: int, tongue: Tongue) -> int | None:
    """Return the place of the noun that a phrase beginning here is about."""
    opened = row[i].lower in tongue.articles
    for at in range(i + opened, min(len(row), i + opened + HEAD_WITHIN)):
        word = row[at]
        if word.sort == "word" and tongue.noun(word.text) is not None:
            return at
        if word.sort != "word" or word.lower in tongue.titles:
            return None
        stops = word.lower in tongue.prepositions or word.lower in tongue.verbs or word.lower in tongue.joining
        if stops or not opened or ("nouns-capitalised" in tongue.traits and word.capital and word.lower.isalpha()):
            return None
    return None


def _noun_phrase(row: Row, i: int, tongue: Tongue) -> Mention | None:
    head = _head(row, i, tongue)
    if head is None:
        return None
    noun = tongue.noun(row[head].text)
    if noun is None or (row[head].lower in tongue.hearers or row[head].lower.rpartition("-")[2] in tongue.hearers):
        return None
    end, name = _tail(row, head + 1, tongue)
    gender = noun.gender or (tongue.articles.get(row[i].lower) if noun.kind == "role" else None)
    if noun.kind == "paper":
        return Mention("nobody", i, end)
    if noun.kind == "organisation":
        return Mention("organisation", i, end, role=(i, end))
    if name is not None:
        return _after(row, Mention("name", i, name.end, name, (i, name.first), gender))
    phrase = _named_after(row, Mention("role", i, end, role=(i, end), gender=gender), tongue)
    bare = row[i].lower not in tongue.articles and phrase.name is None
    return None if bare and not _says(row, end, tongue) else phrase


def _tail(row: Row, at: int, tongue: Tongue) -> tuple[int, Name | None]:
    """Return where a noun phrase ends after its noun, and the name that stands in it at once."""
    begin, plain, linked = at, 0, False
    while at < len(row) and at - begin < ROLE_WORDS and not _ends_phrase(row[at], tongue, linked=linked):
        word = row[at]
        if not linked and (name := name_at(row, at, tongue)) is not None and _is_apposed_name(row, at, name, tongue):
            return at, name
        if word.lower in tongue.links or (linked and word.lower in tongue.articles):
            linked = True
        elif linked or word.capital or tongue.noun(word.text) is not None:
            if not (linked or word.capital):
                break
            linked = False
        elif plain < PLAIN_WORDS and _is_adjective(word, tongue):
            plain += 1
        else:
            break
        at += 1
    while at > begin and (row[at - 1].lower in tongue.links or row[at - 1].lower in tongue.articles):
        at -= 1
    return at, None


def _ends_phrase(word: Word, tongue: Tongue, *, linked: bool) -> bool:
    """Tell a word that no noun phrase goes on with."""
    if word.sort != "word" or word.lower in tongue.joining or word.lower in tongue.verbs:
        return True
    return word.lower in tongue.adverbs and word.lower not in tongue.links and not linked


def _is_adjective(word: Word, tongue: Tongue) -> bool:
    """Tell whether a small word after a noun can be an adjective."""
    if "adjectives-follow" not in tongue.traits or word.lower in tongue.prepositions:
        return False
    verbal = (tongue.participles, tongue.auxiliaries, tongue.describing, tongue.clitics, tongue.negations)
    return not (any(word.lower in words for words in verbal) or word.lower.endswith(tongue.verb_endings))


def _is_apposed_name(row: Row, at: int, name: Name, tongue: Tongue) -> bool:
    """Tell whether a name right after a noun is whom the noun means: "Ministerin Anna Beispiel"."""
    if name.person:
        return True
    noun_before = tongue.noun(row[at - 1].text)
    return noun_before is not None and noun_before.kind == "role" and len(name.words) <= len(("Ana", "María", "Roig"))


def _named_after(row: Row, phrase: Mention, tongue: Tongue) -> Mention:
    """Take the name that follows a noun phrase between commas: "la ministre, Anne Roux,"."""
    if phrase.end < len(row) and row[phrase.end].text == ",":
        name = name_at(row, phrase.end + 1, tongue)
        closed = name is not None and (name.end >= len(row) or row[name.end].sort != "word")
        sure = name is not None and (name.person or len(name.words) > 1 or tongue.is_first_name(name.words[0]))
        if name is not None and closed and sure:
            named = phrase._replace(sort="name", end=name.end, name=name)
            aged = _after(row, named)
            return aged._replace(end=_past_comma(row, aged.end))
    return phrase


def _apposed(row: Row, mention: Mention, tongue: Tongue) -> Mention:
    """Take what is said of somebody after the name: "Anne Roux, ministre de la Culture,"."""
    if mention.end + 1 < len(row) and row[mention.end].text == ",":
        at = mention.end + 1
        head = _head(row, at, tongue)
        noun = tongue.noun(row[head].text) if head is not None else None
        if head is not None and noun is not None and noun.kind == "role":
            end, name = _tail(row, head + 1, tongue)
            closed = end >= len(row) or row[end].sort != "word"
            if name is None and closed:
                gender = noun.gender or tongue.articles.get(row[at].lower)
                return mention._replace(end=_past_comma(row, end), role=(at, end), gender=gender)
    return _after(row, mention)


def _past_comma(row: Row, end: int) -> int:
    return end + 1 if end < len(row) and row[end].text == "," else end


def _presented(row: Row, i: int, tongue: Tongue) -> Mention | None:
    """Return somebody whom words that aren't known present: "Der Eigner, Alfred Tiedge,"."""
    if row[i].lower not in tongue.articles:
        return None
    for at in range(i + 1, min(len(row), i + ROLE_WORDS)):
        if row[at].text == "," and at > i + 1:
            name = name_at(row, at + 1, tongue)
            closed = name is not None and (name.end >= len(row) or row[name.end].sort != "word")
            if name is None or not closed or not name.person:
                return None
            aged = _after(row, Mention("name", i, name.end, name, (i, at)))
            return aged._replace(end=_past_comma(row, aged.end))
        word = row[at]
        if word.sort != "word" or word.lower in tongue.verbs or word.lower in tongue.joining:
            return None
    return None


def stranger_at(row: Row, i: int, tongue: Tongue) -> Mention | None:
    """Return somebody whom a noun that isn't known means, where a subject must stand: "raconte la sauveteuse"."""
    if i + 1 >= len(row) or row[i].lower not in tongue.articles or row[i + 1].sort != "word":
        return None
    noun = row[i + 1]
    plain = noun.lower in tongue.time_nouns or noun.lower in tongue.prepositions or noun.lower in tongue.articles
    if plain or noun.lower in tongue.hearers or noun.lower in tongue.adverbs or noun.lower in tongue.verbs:
        return None
    end, name = _tail(row, i + 2, tongue)
    if name is not None:
        return _after(row, Mention("name", i, name.end, name, (i, name.first), tongue.articles[row[i].lower]))
    return _named_after(row, Mention("role", i, end, role=(i, end), gender=tongue.articles[row[i].lower]), tongue)


AGE = 5
"""An age after a name takes no more words with its comma."""


def _after(row: Row, mention: Mention) -> Mention:
    """Step over what stands in brackets after a name, and over an age: "Ana Ruiz (PX)", "Ana Ruiz, de 58 años,"."""
    end = mention.end
    if end + 2 < len(row) and row[end].text == "," and any(word.text.isdigit() for word in row[end + 1 : end + 3]):
        close = next((i for i in range(end + 1, min(len(row), end + AGE)) if row[i].text == ","), None)
        return mention._replace(end=close) if close is not None else mention
    if end < len(row) and row[end].text == "(":
        close = next((i for i in range(end, min(len(row), end + 6)) if row[i].text == ")"), None)
        return mention._replace(end=close + 1) if close is not None else mention
    return mention
