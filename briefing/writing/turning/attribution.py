"""Attribution to the front: "…, Jahromi said on Tuesday" is heard as "Jahromi said on Tuesday that …" (S01, S22)."""

from __future__ import annotations

from briefing.language.lexicons import words
from briefing.language.people import role_of
from briefing.writing.turning.grammar import closed, holds_verb, is_finite, is_question, reporting, verb_at
from briefing.writing.turning.page import BEST, Page, ending, is_quotation
from briefing.writing.turning.parting import parted
from briefing.writing.turning.subjects import subject

TELLS = frozenset(("tell", "told", "tells"))
_MOST_TAIL = 3
_MOST_SUBJECT = 9
_MOST_REST = 9
_MOST_ROLE = 12
_CONTRAST = (", but ", ", while ", ", though ", ", although ", ", yet ", "; ")
_NOT_REST = frozenset(
    ("and", "or", "but", "who", "which", "that", "as", "when", "while", "because", "if", "where", "since", "until",
     "he", "she", "they", "it", "whether", "about")
)  # fmt: skip
_STARTS = frozenset(("on", "in", "at", "during", "last", "this", "earlier", "after", "before", "by", "via", "later"))
_OWNERS = frozenset(("his", "her", "their", "its", "my", "our"))
_LEANS = frozenset(("he", "she", "it", "they", "his", "her", "their", "its", "i", "we", "you", "my", "our", "him"))
_LINKS = frozenset(
    ("but", "and", "so", "or", "however", "still", "instead", "meanwhile", "also", "then", "nevertheless", "therefore",
     "moreover", "furthermore", "yet", "thus", "besides", "otherwise", "similarly", "indeed")
)  # fmt: skip
_DAYS = frozenset(("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today"))
_BODIES = frozenset(("police", "sources", "officials", "authorities", "prosecutors", "investigators", "analysts"))


def to_the_front(sentence: str, page: Page) -> list[str] | None:
    """Move "…, X said on Tuesday" or "…, according to X" before what is said; the claim keeps its speech verb."""
    text = sentence.rstrip()
    if not text.endswith(".") or is_question(text):
        return None
    body = text if text[-3:-2] == "." and text[-2:-1].isupper() else text[:-1]  # "U.S."
    at = len(body)
    for _ in range(_MOST_TAIL):
        at = body.rfind(", ", 0, at)
        if at < 0:
            return None
        head = _attribution(body[at + 2 :].split())
        if head:
            return _joined(head, body[:at], page)
    return None


def _attribution(parts: list[str]) -> tuple[str, str] | None:
    """Return how the sentence begins ("Smith said on Tuesday that", "According to Smith,") and who "Smith" is."""
    if [part.lower() for part in parts[:2]] == ["according", "to"]:
        named = parts[2:]
        sure = 0 < len(named) <= _MOST_ROLE and not _holds_clause(named) and "," not in " ".join(named)
        return (f"According to {' '.join(named)},", "") if sure else None
    return _before_verb(parts) or _after_verb(parts)


def _before_verb(parts: list[str]) -> tuple[str, str] | None:
    """Read "Smith said on Tuesday", "the ministry told reporters", "Ann Smith, head of the union, said"."""
    verb = next((i for i, part in enumerate(parts[: _MOST_SUBJECT + _MOST_ROLE]) if part in reporting()), -1)
    if verb < 1 or parts[verb - 1] == "of":  # "the former secretary of state"
        return None
    who, rest = parts[:verb], parts[verb + 1 :]
    if not _is_rest(rest, told=parts[verb] in TELLS) or not _is_speaker(who) or who[0].lower() in _OWNERS:
        return None
    name = " ".join(who)
    return f"{name[0].upper() + name[1:]} {' '.join(parts[verb:])} that", name


def _after_verb(parts: list[str]) -> tuple[str, str] | None:
    """Read "said Ann Smith" and "said Ann Smith, the head of the union"."""
    if len(parts) < len(("said", "Smith")) or parts[0] not in reporting() - TELLS:
        return None
    name, comma, role = " ".join(parts[1:]).partition(", ")
    who = name.split()
    if not _is_speaker(who) or len(who) > _MOST_SUBJECT or not (who[0][:1].isupper() or _is_role(who)):
        return None
    if not comma:
        return f"{name[0].upper() + name[1:]} {parts[0]} that", name
    roles = role.split()
    if "," in role or len(roles) > _MOST_ROLE or _holds_clause(roles) or not _is_role(roles):
        return None
    if ending(roles[0]).lower() in {"the", "a", "an", "its", "his", "her", "their"} and who[0][:1].isupper():
        return f"{role[0].upper() + role[1:]}, {name}, {parts[0]} that", name
    return f"{name[0].upper() + name[1:]}, {role}, {parts[0]} that", name


def _is_rest(rest: list[str], *, told: bool) -> bool:
    """Tell whether what follows the verb is only where, when or to whom it was said."""
    if told and not rest:
        return False
    if len(rest) > _MOST_REST or _holds_clause(rest) or any("," in part for part in rest):
        return False
    first = ending(rest[0]).lower() if rest else ""
    if told:
        role = role_of(first)
        return (
            (role is not None and role.plural) or any(part[:1].isupper() for part in rest[:3]) or rest[1:2] == ["court"]
        )
    return not rest or first in _STARTS or first in _DAYS


def _holds_clause(parts: list[str]) -> bool:
    if any(ending(part).lower() in _NOT_REST for part in parts) or any(is_quotation(part[:1]) for part in parts):
        return True
    return any(
        is_finite(part, parts[i + 1] if i + 1 < len(parts) else "") or part.endswith("ing")
        for i, part in enumerate(parts)
    )


def _is_speaker(who: list[str]) -> bool:
    """Tell whether words are a speaker's: a name, a role, a body; a pronoun at the front would hang in the air."""
    plain, comma, role = " ".join(who).partition(", ")
    if comma:
        roles = role.rstrip(",").split()
        if not role.endswith(",") or "," in role[:-1] or not _is_role(roles) or len(roles) > _MOST_ROLE:
            return False
        if _holds_clause(roles):
            return False
        who = plain.split()
    if not who or len(who) > _MOST_SUBJECT or _holds_clause(who) or any("," in part for part in who):
        return False
    first = who[0].lower()
    if first in {
        "he",
        "she",
        "they",
        "it",
        "i",
        "we",
        "you",
        "who",
        "which",
        "one",
        "some",
        "many",
        "as",
        "so",
        "none",
    }:
        return False
    if len(who) == 1:
        return who[0][:1].isupper() or first in _BODIES or role_of(first) is not None
    return (
        who[0][:1].isupper()
        or first in {"the", "a", "an", "his", "her", "its", "their", "two", "three", "several"}
        or (role_of(ending(who[-1])) is not None or ending(who[-1]).lower() in _BODIES)
    )


def _is_role(parts: list[str]) -> bool:
    """Tell whether words say what somebody is: a role stands in them before any preposition, or right after."""
    for part in parts[:6]:
        low = ending(part).lower()
        if role_of(low) is not None:
            return True
        if low in words("prepositions"):
            return False
    return False


def _joined(head: tuple[str, str], said: str, page: Page) -> list[str] | None:
    start, who = head
    said = said.rstrip(" ,")
    small = page.small(said) if _may_follow(said, who, page) else None
    if small is None:
        return None
    whole = closed(f"{start} {small}")
    if ", and " not in small or page.length(whole) <= BEST:
        return None if ", and " in small and _unsure_and(small) else [whole]
    return _twice(start, who, small) or (None if _unsure_and(small) else [whole])


def _may_follow(said: str, who: str, page: Page) -> bool:
    """Tell whether what is said is one claim that can stand behind the words that say whose it is."""
    parts = said.split()
    if len(parts) < len(("it", "was", "so")) or any(mark in said for mark in _CONTRAST):
        return False
    low = ending(parts[0]).lower().partition("'")[0].partition("’")[0]
    if low in _LINKS or (who and low in _LEANS) or (not who and any(part.endswith(",") for part in parts[:3])):
        return False
    return holds_verb(said) and not (_quotes_whole(said, page) or _quotes_after(said, page) or _says_itself(said))


def _quotes_after(said: str, page: Page) -> bool:
    """Tell whether what is said brings in somebody's whole sentence: ": “We …", ", “We …"."""
    at = next((i for i, char in enumerate(said) if is_quotation(char)), -1)
    if at < 0:
        return False
    opening = page.whole(said[at]).strip("\"'“”‘’«»")[:1]
    return said[:at].rstrip().endswith(":") or (said[:at].rstrip().endswith(",") and opening.isupper())


def _unsure_and(said: str) -> bool:
    """Tell whether what is said holds a second clause, which the speaker may not have said."""
    return any(verb_at(part.split()) >= 0 for part in said.split(", and ")[1:])


def _twice(start: str, who: str, said: str) -> list[str] | None:
    """Say two clauses as two sentences, both attributed."""
    cut = parted(said, ", and ")
    again = _again(who)
    if cut is None or not again or not start.endswith(" that"):
        return None
    first, second = cut
    return [closed(f"{start} {first}"), closed(f"{again} added that {second}")]


def _again(who: str) -> str:
    found = who.partition(", ")[0]
    if not found:
        return ""
    if ending(found.split()[-1]).lower() in _BODIES or (
        (role := role_of(ending(found.split()[-1]))) is not None and role.plural
    ):
        return "They"
    named = subject(found)
    return named.again if named is not None and not named.plural else ""


def _says_itself(said: str) -> bool:
    """Tell whether what is said begins with an attribution of its own."""
    parts = said.split()
    verb = verb_at(parts)
    return verb >= 0 and ending(parts[verb]) in reporting()


def _quotes_whole(said: str, page: Page) -> bool:
    """Tell whether what is said opens with somebody's whole sentence in quotation marks, or is one."""
    if not is_quotation(said[0]):
        return False
    opening = page.whole(said[0]).strip("\"'“”‘’«»")[:1]
    return len(said.split()) == 1 or opening.isupper()
