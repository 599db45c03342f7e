"""What is kept in mind while an article is read: whose voice was heard, whom the sentences were about."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from briefing.language.people import role_of
from briefing.selecting.mentions import People
from briefing.selecting.persons import Person
from briefing.selecting.phrases import Phrase
from briefing.selecting.roles import honour, spoken_role
from briefing.selecting.sheets import Sheet
from briefing.values import Span, Speaker, SpeakerKind

_UNKNOWN = frozenset(("a", "an", "one", "another", "my", "our", "his", "her", "their"))
"""Words that present somebody: "the candidate" is mostly somebody whom the article names."""
Strength: TypeAlias = Literal["direct", "cued", "carried", "none"]


class Who(NamedTuple):
    """Somebody who speaks: a person, or the words for a role or an organisation; and the words that decide it."""

    mention: Span
    person: Person | None = None
    words: str = ""
    kind: SpeakerKind = "person"


class Decision(NamedTuple):
    """What was decided for one quotation, and how strongly the sentence shows that it's somebody's words.

    ``weak`` tells that the verb is one that describes, whose object may be words ("called it “a disgrace”").
    """

    who: Who | None = None
    strength: Strength = "none"
    rule: str = ""
    weak: bool = False


class Past(NamedTuple):
    """Whom a sentence that has been read was about, likeliest first.

    ``clauses`` are the subjects of its clauses, ``presented`` those whom it introduces by name and role.
    """

    paragraph: int
    subjects: list[Person]
    clauses: list[Person]
    others: list[Person]
    presented: list[Person]


@dataclass(slots=True)
class Desk:
    """What is known while the article is read from top to bottom."""

    sheet: Sheet
    people: People
    decisions: dict[int, Decision] = field(default_factory=dict)
    past: list[Past] = field(default_factory=list)
    strangers: dict[int, Person] = field(default_factory=dict)
    voice: Who | None = None
    voice_at: int = -9
    voice_sentence: int = -9
    opened: bool = False
    body: Who | None = None
    body_at: int = -9

    def stranger(self, phrase: Phrase, whole: Span, *, speaks: bool = False) -> Person | None:
        """Return somebody without a name whom the phrase mentions ("a detective"), so that "he" can mean them.

        "The spokesman" and "the company's chief executive" are such, too, where they speak and nobody named is meant.
        """
        role = role_of(phrase.text)
        words = " ".join(whole.of(self.sheet.text).split())
        single = phrase.text in ("another", "one") if role is None else not role.plural
        presented = words.partition(" ")[0].lower() in _UNKNOWN or (speaks and _is_anothers(phrase, words))
        if phrase.kind != "noun" or not single or not presented:
            return None
        if phrase.start not in self.strangers:
            self.strangers[phrase.start] = Person(
                (), (), phrase.start, guess=role.gender if role else None, unnamed=words
            )
        return self.strangers[phrase.start]


def _is_anothers(phrase: Phrase, words: str) -> bool:
    """Tell who speaks for others, or whose role says of what: "the spokesman", "the union leader"."""
    return phrase.text in _FOR_OTHERS or len(words.split()) > len(("the", "leader"))


_FOR_OTHERS = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "official", "officer", "diplomat", "lawyer", "attorney", "aide",
     "source", "adviser", "advisor", "representative", "detective", "witness", "prosecutor")
)  # fmt: skip


def speaker(text: str, who: Who) -> Speaker:
    """Return the speaker as the article names them at their fullest."""
    if who.person is None:
        return Speaker(" ".join(who.words.split()), who.kind)
    person = who.person
    if person.unnamed:
        return Speaker(person.unnamed, "role", None, person.said)
    role = spoken_role(text, person.role, person.title) or spoken_role(text, person.does, None)
    title = honour(text, person.title)
    return Speaker(" ".join(person.name), "person", role, person.said, title)
