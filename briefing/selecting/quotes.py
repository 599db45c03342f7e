"""The quotations of an article: their ranges, and which words in quotation marks aren't somebody's speech at all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeAlias

from briefing.language.lexicons import words
from briefing.language.marks import SINGLE, Marked, Pairs
from briefing.selecting.attribution import decide
from briefing.selecting.desk import Decision, Who, speaker
from briefing.selecting.phrases import Phrase
from briefing.selecting.sheets import Sentence, Sheet, sheets
from briefing.values import Article, Quote, Span

_SHORT = 3
_CLAUSE = 5  # words: fewer aren't taken for a whole clause
_TITLE_WORDS = 8


class _Case:
    """A quotation with all that the rules look at."""

    __slots__ = ("at", "decision", "inner", "mark", "sentence", "sheet", "words")

    def __init__(self, sheet: Sheet, sentence: Sentence, at: int, decision: Decision) -> None:
        self.sheet = sheet
        self.sentence = sentence
        self.mark: Marked = sheet.quotes[sentence.row[at].quote]
        self.at = at
        self.inner = self.mark.inner.of(sheet.text)
        self.words = self.inner.split(None, 12)
        self.decision = decision

    def phrase(self, step: int) -> Phrase | None:
        """Return the phrase that many places from the quotation."""
        i = self.at + step
        return self.sentence.row[i] if 0 <= i < len(self.sentence.row) else None

    @property
    def before(self) -> str:
        """Return the last character before the opening mark that isn't white space."""
        start = self.mark.outer.start
        return self.sheet.text[max(self.sentence.span.start, start - 3) : start].strip()[-1:]

    @property
    def determiner(self) -> str:
        """Return the article or the like right before the opening mark, or an empty string."""
        before = self.phrase(-1)
        return before.text if before is not None and before.text in words("determiners") else ""

    @property
    def attributed(self) -> bool:
        """Tell whether somebody is known as the speaker, and no body whose words may be anybody's."""
        return self.decision.who is not None and self.decision.who.kind != "organisation"


_Rule: TypeAlias = Callable[[_Case], bool]


def _spoken(case: _Case) -> bool:
    """Tell whether the sentence attributes the quotation as speech, so that nothing else can be meant."""
    if case.decision.strength == "direct":
        return case.inner[-1:] in ",?!" or case.sheet.text[case.mark.outer.end : case.mark.outer.end + 1] == ","
    led = case.before in (",", ":") and case.inner[:1].isupper()
    return led and case.decision.strength in ("cued", "carried")


def _wordless(case: _Case) -> bool:
    return not any(char.isalnum() for char in case.inner[:400])


def _works_title(case: _Case) -> bool:
    """Tell a title, as “The Great Gatsby”: every word that counts has a capital, and nobody says it."""
    inside = case.at > 0 and case.before not in ",:—–" and len(case.words) > 1
    if len(case.words) > _TITLE_WORDS or (_spoken(case) and not inside):
        return False
    small = words("prepositions") | words("determiners") | {"and", "or", "but", "is", "it"}
    counted = [word for word in case.words if word.lower() not in small]
    if not counted or any(word[0].islower() for word in counted):
        return False
    alone = case.sentence.quote_only or (case.before == ":" and len(case.words) > 1)
    return not alone and (len(case.words) > 1 or case.decision.strength != "cued" or case.words[0][0].isupper())


def _named_word(case: _Case) -> bool:
    """Tell a word as a word or a name: the term “…”, so-called “…”, a film called “…”."""
    before = case.phrase(-1)
    if before is None or len(case.words) > _TITLE_WORDS or _spoken(case):
        return False
    if before.text == ",":
        before = case.phrase(-2) or before
    last = before.text.rpartition(" ")[2]
    if last in ("himself", "herself", "itself", "themselves"):
        styled = case.phrase(-2)
        return styled is not None and styled.text in words("naming_verbs") and case.inner[:1].isupper()
    return last in words("word_names") and len(case.words) <= _SHORT + 1


def _nickname(case: _Case) -> bool:
    """Tell a nickname: Dwayne “The Rock” Johnson."""
    before, after = case.phrase(-1), case.phrase(1)
    names = before is not None and before.kind == "name" and after is not None and after.kind == "name"
    return names and len(case.words) <= _SHORT and not before.owned if before else False


def _scare(case: _Case) -> bool:
    """Tell scare quotes: a word or two with no verb of speech that they hang on."""
    if (case.sentence.quote_only and len(case.words) > 1) or (case.at == 0 and case.inner[-1:] in ",?!"):
        return False
    return len(case.words) <= _SHORT and case.decision.strength in ("none", "carried")


def _nobodys(case: _Case) -> bool:
    """Tell a word or three that nobody is known to have said, unless they are an exclamation."""
    short = len(case.words) <= _SHORT and case.decision.who is None
    if not short or case.sentence.quote_only or (case.at == 0 and case.inner[-1:] == ","):
        return False
    return case.inner[-1:] not in "!?" and case.before not in (":", "—")


def _thing(case: _Case) -> bool:
    """Tell what a thing is called: the “two-person rule” had …, a “hold” rating, call this a “rationalisation”."""
    if len(case.words) > _SHORT or not case.determiner or _spoken(case):
        return False
    after = case.phrase(1)
    kind = after.kind if after is not None else "stop"
    noun = after is not None and kind in ("word", "noun", "verb") and _is_noun(case, after)
    if case.determiner in ("a", "an"):
        return (noun and case.decision.weak) or (
            len(case.words) < _SHORT and case.decision.weak and not case.attributed
        )
    return kind in ("auxiliary", "verb", "who") or (after is not None and after.text == "that")


def _is_noun(case: _Case, after: Phrase) -> bool:
    """Tell whether what follows the closing mark at once can be the noun that the marked words stand before."""
    touching = after.start == case.mark.outer.end + 1 and case.inner[-1:].isalpha()
    return touching and after.text.isalpha() and after.text not in words("determiners") | words("time_words")


def _as_called(case: _Case) -> bool:
    """Tell what people call a thing: the “curse”, as the papers call it. Somebody's own word for it is a quotation."""
    comma, link = case.phrase(1), case.phrase(2)
    if len(case.words) > _TITLE_WORDS or comma is None or link is None or (comma.text, link.text) != (",", "as"):
        return False
    row = case.sentence.row[case.at + 3 : case.at + 11]
    named = any(phrase.text in words("naming_verbs") for phrase in row)
    person = row[:1] and (row[0].kind == "name" or row[0].text in ("he", "she"))
    return named and not person


def _crosshead(case: _Case) -> bool:
    """Tell a cross-heading: single marks, on a line of its own."""
    if case.decision.strength != "carried" or not case.sentence.quote_only or case.mark.mark not in SINGLE:
        return False
    text, outer = case.sheet.text, case.mark.outer
    alone = text[outer.start - 1 : outer.start] in ("", "\n") and text[outer.end : outer.end + 1] in ("", "\n")
    return len(case.words) <= _TITLE_WORDS and alone


_NO_QUOTES: tuple[_Rule, ...] = (
    _wordless,
    _nickname,
    _named_word,
    _works_title,
    _crosshead,
    _scare,
    _nobodys,
    _thing,
    _as_called,
)


def _is_partial(case: _Case) -> bool:
    """Tell whether the quotation is a fragment inside the writer's own sentence."""
    head = case.inner.lstrip("…. ([‘'“\"")[:1]
    if case.at == 0 or case.sentence.quote_only:
        return _opens_inside(case.inner)
    before = case.phrase(-1)
    if case.before in ":,—–" and case.before and (head.isupper() or not head.isalpha() or _goes_on(case)):
        return False
    if before is not None and head.isupper() and _introduces(case, before):
        return False
    if before is not None and before.text == "that":
        return not _is_clause(case)
    return True


def _introduces(case: _Case, before: Phrase) -> bool:
    """Tell whether the word before a quotation opens a whole one: said “We …”; all he could say was “We …”."""
    if before.kind == "verb" and before.strong:
        after = case.phrase(1)
        return after is None or after.kind != "preposition"
    said = case.phrase(-2)
    return before.text in ("is", "was") and said is not None and said.kind == "verb" and said.strong


def _goes_on(case: _Case) -> bool:
    """“We will,” he said, “go home.”: the second part of a divided quotation."""
    row = case.sentence.row[: case.at]
    cued = any(cue.at < case.at for cue in case.sentence.cues)
    parts = [case.sheet.quotes[phrase.quote] for phrase in row if phrase.kind == "quote"]
    return case.before == "," and cued and any(_pauses(case.sheet.text, part) for part in parts[-1:])


def _is_clause(case: _Case) -> bool:
    """Tell whether words after "that" are a whole clause: a subject, then a verb."""
    lower = [word.strip(",.;:?!").lower().replace("’", "'") for word in case.words]
    first = lower[0]
    if len(lower) < _CLAUSE or first in words("auxiliaries") or first in words("prepositions"):
        return False
    if first.endswith("ing"):
        return not {"are", "is", "was", "were", "will"}.isdisjoint(lower)
    pronoun = first in ("i", "we", "they", "he", "she", "it", "you", "there") or "'" in first
    return pronoun or any(word in words("auxiliaries") or word.endswith(("n't", "'s", "'re")) for word in lower[1:])


def quotations(article: Article, marks: Sequence[Pairs] | None = None) -> tuple[Quote, ...]:
    """Return every quotation in the article's story, in order, with its speaker where the evidence decides.

    Ranges are of ``article.text`` and leave the outer marks out. Scare quotes, titles of works, nicknames and words
    as words aren't quotations. ``key`` stays False. ``marks`` is what ``marked`` says of each paragraph of the story,
    where somebody has asked it. Never raises; linear in the text's length.
    """
    every = (quote for sheet in sheets(article, marks) for quote in _quotations(article, sheet))
    return tuple(sorted(every, key=lambda quote: quote.span))


def _quotations(article: Article, sheet: Sheet) -> Iterator[Quote]:
    decisions, blocks = decide(sheet)
    yield from _blocks(article, sheet, blocks)
    for sentence in sheet.sentences:
        before: _Case | None = None
        for at in (i for i, phrase in enumerate(sentence.row) if phrase.kind == "quote"):
            case = _Case(sheet, sentence, at, decisions[sentence.row[at].quote])
            if any(rule(case) for rule in _NO_QUOTES):
                continue
            yield _quote(article, case, interrupted=before is not None and _interrupts(before, case))
            before = case
    for number, mark in enumerate(sheet.quotes):
        if number not in decisions and _says_much(mark.inner.of(article.text)):
            yield Quote(mark.inner, partial=_opens_inside(mark.inner.of(article.text)))


def _blocks(article: Article, sheet: Sheet, blocks: dict[int, Who]) -> Iterator[Quote]:
    """Yield the paragraphs without marks that a colon gives to somebody: a block quote after "Smith said:"."""
    whole: dict[int, list[Sentence]] = {}
    for sentence in sheet.sentences if blocks else ():
        if sentence.paragraph in blocks:
            whole.setdefault(sentence.paragraph, []).append(sentence)
    for paragraph, told in whole.items():
        span = Span(told[0].span.start, told[-1].span.end)
        said, who = span.of(article.text), blocks[paragraph]
        marked = any(sentence.quotes for sentence in told)
        if not marked and said[0].isupper() and said[-1] in ".!?" and _says_much(said):
            yield Quote(span, speaker(article.text, who), who.mention)


def _says_much(inner: str) -> bool:
    """Tell whether marked words that nobody looked round can be nothing but a quotation."""
    return len(inner.split(None, _CLAUSE)) >= _CLAUSE and any(char.isalnum() for char in inner[:400])


def _opens_inside(inner: str) -> bool:
    """Tell whether marked words begin and end like a fragment of somebody's sentence."""
    head = inner.lstrip("…. ([‘'“\"")[:1]
    return not (head.isupper() or head.isdigit() or not head.isalpha()) and inner[-1:] not in ",.?!…—"


def _interrupts(first: _Case, second: _Case) -> bool:
    """Tell whether only the attribution stands between two parts of one quotation: “We will,” he said, “go home.”."""
    if first.decision.who != second.decision.who or first.mark.left_open or _is_partial(first):
        return False
    if not _pauses(first.sheet.text, first.mark) or second.before not in (",", "—", "–", "-"):
        return False
    between = first.sentence.row[first.at + 1 : second.at]
    cued = any(first.at < cue.at < second.at and cue.strong for cue in first.sentence.cues)
    return cued and len(between) <= _ASIDE and not any(p.kind == "quote" or p.text in _JOINING for p in between)


def _pauses(text: str, mark: Marked) -> bool:
    """Tell whether a quotation ends with a comma or a dash, inside its marks or right after them."""
    return text[mark.inner.end - 1] in _PAUSES or text[mark.outer.end : mark.outer.end + 1] == ","


_PAUSES = frozenset(",—–-…")
_ASIDE = 14  # phrases of an attribution that interrupts
_JOINING = frozenset(("and", "but", "adding", "added", "that"))


def _quote(article: Article, case: _Case, *, interrupted: bool) -> Quote:
    who = case.decision.who
    inner: Span = case.mark.inner
    said = speaker(article.text, who) if who is not None else None
    return Quote(inner, said, who.mention if who is not None else None, _is_partial(case), continues=interrupted)
