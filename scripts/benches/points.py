"""Points that lean on something unsaid or repeat the headline or a chosen quote, counted.

A folder's articles are its .txt and .md files and the ``text`` of the rows of its .jsonl files. The program is only
asked through `briefing inspect --json`; what is counted here knows nothing of how it chooses.
"""

from __future__ import annotations

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benches.articles import contents, folders_of, inspected
from benches.figures import Figure, Missing
from benches.measuring import note


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


OPENERS = re.compile(
    r"(?:he|she|it|they|we|i|you|his|hers?|its|theirs?|our|my|your|him|them|this|that|these|those|such|both|neither|"
    r"either|another|others|who|which|whose|but|and|or|nor|so|yet|however|moreover|furthermore|nevertheless|"
    r"nonetheless|meanwhile|instead|also|then|thus|hence|therefore|besides|likewise|similarly|otherwise|afterwards?|"
    r"finally|additionally|indeed|too|still|later|the (?:two|three|four|pair|duo|trio|former|latter|same|other)|"
    r"in (?:addition|contrast|turn|fact|other words)|as a result|by contrast|on the other hand|at the same time|"
    r"for (?:example|instance|this reason)|of course|after (?:that|this)|despite this|among them|"
    r"of (?:these|those|them)|one of (?:these|those|them)|some of (?:these|those|them)|as such|in response)\b(?!-)",
    re.IGNORECASE,
)
"""How a sentence opens that leans on the one before it."""

RESOLVED = re.compile(
    r"(?:this|that) (?:week|month|year|morning|afternoon|evening|weekend|spring|summer|autumn|fall|winter|season|"
    r"century|decade|time|past|coming)\b|both (?:of )?(?:the )?[A-Z][\w.]*(?: \w+){0,3} and |"
    r"neither \w+(?: \w+){0,4} nor |so far\b|those (?:who|with|in|on|of|that|\w+ing|\w+ed)\b|still (?:life|water)|"
    r"such as\b|either \w+(?: \w+){0,4} or |"
    r"it (?:is|was|has been|would be|will be|may be|emerged|turned out|takes|took)\b.{0,60}\b(?:that|to|who)\b|"
    r"later (?:this|on \w+day|in \w+)",
    re.IGNORECASE,
)
"""Openings that look so and lean on nothing."""

CONNECTED = re.compile(r"^[^,.“\"]{2,60}, (?:however|meanwhile|too|though|in turn|for (?:his|her|their) part),")
PERSONAL = re.compile(r"\b(?:he|she|his|her|him|hers|himself|herself)\b")
SUBJECT = re.compile(r"^[^,“\"]{2,70}, (?:he|she|they|these|those|this)\b(?! (?:week|month|year|morning|who|\w+ed))")
CALENDAR = _set(
    """
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august
    september october november december christmas easter i
    """
)
SOMEBODY = re.compile(r"\b(?:an?|the|one|each|every|no) (?:[\w’'-]+ ){0,3}?[\w’'-]+|\b\d+-year-old\b", re.IGNORECASE)
SMALL = _set(
    """
    a an the and or but of in on at to for from by with about as into over after before under between during against
    is are was were be been has have had do does did will would can could may might must it its he she his her him
    they their them we our us i my me you your this that these those which who whom what when where why how not no
    said says say told than then there also more most very just up out off if while new
    """
)
STEM = 5
FEWEST_NEW = 3
NEWS = 0.3
SAME = 0.6
SAME_RUN = 6
SPEAKS = range(5, 31)
LEADS = 12


def content(text: str) -> frozenset[str]:
    """Return the words that say something, by their first letters."""
    return frozenset(word[:STEM] for word in re.findall(r"[^\W_]+", text.lower()) if word not in SMALL)


def unquoted(text: str) -> str:
    """Return a sentence without what stands in quotation marks."""
    return re.sub(r"“[^”]*”|\"[^\"]*\"|(?<!\w)‘[^’]*’(?!\w)", "“”", text)


def opens_badly(text: str) -> bool:
    """Tell whether a sentence opens with a connective or a pronoun that nothing in it resolves."""
    plain = unquoted(text).lstrip("“”‘’\"' ")
    if OPENERS.match(plain) and not RESOLVED.match(plain):
        return True
    if CONNECTED.match(plain):
        return True
    subject = SUBJECT.match(plain)
    return subject is not None and not _named(subject[0]) and not SOMEBODY.search(subject[0])


NO_NAMES = _set(
    """
    in on at to for from by with as if after before when while since although though because despite contrary most
    many some all each every one two three four five six seven eight nine ten now even if once until unless like
    unlike during among under over only just how what where why having freeing seventy sixty fifty forty thirty
    twenty there here the a an core only nearly recently
    """
)


def leans(text: str) -> bool:
    """Tell whether a sentence says he or she before it has said who, and doesn't say it right after either."""
    plain = unquoted(text)
    found = PERSONAL.search(plain)
    if found is None:
        return False
    before, (clause, _, main) = plain[: found.start()], plain[found.end() :].partition(",")
    opened, after = "," not in before and len(clause.split()) <= LEADS, " ".join(main.split()[:LEADS])
    return not _named(before) and not SOMEBODY.search(before) and not (opened and _named("the " + after))


def _named(text: str) -> bool:
    """Tell whether a stretch holds a name: a capital that neither its beginning nor the calendar explains."""
    rest = re.findall(r"(?<=\s)[^\W\d_a-z][\w’'.-]*", " " + text[:1].lower() + text[1:])
    first = re.match(r"[A-Z][a-zA-Z]+", text)
    opener = first is not None and first[0].lower() not in NO_NAMES and not first[0].endswith(("ing", "ed"))
    return opener or any(word.strip(".’'").lower() not in CALENDAR for word in rest)


def repeats_headline(point: str, headline: str) -> bool:
    """Tell whether a point says hardly anything that the headline doesn't."""
    holds = content(point)
    new = holds - content(headline)
    return len(new) < FEWEST_NEW or len(new) < NEWS * len(holds)


def repeats_quote(point: str, quote: str) -> bool:
    """Tell whether a point and a quote say the same, or share a run of words."""
    ours, theirs = content(point), content(quote)
    shorter = min(len(ours), len(theirs))
    if shorter >= FEWEST_NEW and len(ours & theirs) >= SAME * shorter:
        return True
    one, other = (re.findall(r"[^\W_]+", text.lower()) for text in (point, quote))
    runs = {tuple(one[at : at + SAME_RUN]) for at in range(len(one) - SAME_RUN + 1)}
    return any(tuple(other[at : at + SAME_RUN]) in runs for at in range(len(other) - SAME_RUN + 1))


def told(row: dict[str, Any], quote: dict[str, Any]) -> str:
    """Return what of a key quote a briefing tells: the whole, or the parts it was cut to."""
    parts = quote.get("extract") or [quote]
    return " […] ".join(row["text"][part["start"] : part["end"]] for part in parts)


def count(row: dict[str, Any], first: int) -> Iterator[tuple[str, str]]:
    """Yield each fault of one article's selection: its kind and the words."""
    headline = row["headline"]
    title = row["text"][headline["start"] : headline["end"]] if headline else row["title"] or ""
    quotes = [told(row, quote) for quote in row["quotes"] if quote["key"]]
    for point in row["points"][:first]:
        text = " ".join(point["text"].split())
        if point.get("speaker"):
            continue  # somebody's own words, told as such
        if opens_badly(text):
            yield "opens with an unresolved pronoun or connective", text
        elif leans(text):
            yield "says he or she before it says who", text
        if repeats_headline(text, title):
            yield "repeats the headline", f"{text} || {title}"
        yield from (("repeats a chosen quote", f"{text} || {quote}") for quote in quotes if repeats_quote(text, quote))
    yield from (("a key quote of more than 30 words", quote) for quote in quotes if len(quote.split()) > 30)  # noqa: PLR2004 - S03
    if not row["points"]:
        yield "an article without a point", row["source"]
    spoken = [q for q in row["quotes"] if q["speaker"] and not q["partial"] and len(q["text"].split()) in SPEAKS]
    if spoken and not quotes:
        yield "an article with attributed complete quotes and no key quote", row["source"]


NONE = (
    *("opens with an unresolved pronoun or connective", "repeats the headline", "repeats a chosen quote"),
    "a key quote of more than 30 words",
)
"""What may not be, however often; the rest is counted alone."""

OTHERS = (
    *("says he or she before it says who", "an article without a point"),
    "an article with attributed complete quotes and no key quote",
)


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("folders", type=Path, nargs="*", metavar="DIR", help="else `plain` and `quotes` in --data")
    parser.add_argument("--first", type=int, default=8, help="so many points of each article, the best first")
    parser.add_argument("--show", action="store_true", help="list what was counted")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Count over all articles."""
    rows, _ = inspected(contents(folders_of(given.folders, given.data, "plain", "quotes")))
    good = [row for row in rows if "error" not in row]
    if not good:
        raise Missing("no article came of the folders")
    counted: Counter[str] = Counter()
    for row in good:
        for kind, words in count(row, given.first):
            counted[kind] += 1
            if given.show:
                note(f"{kind}: {words}")
    points = sum(len(row["points"][: given.first]) for row in good)
    for kind in (*NONE, *OTHERS):
        of = f"{points} points of {len(good)} articles"
        yield Figure(kind, counted[kind], at_most=0 if kind in NONE else None, note=of)
    yield Figure("articles that are refused", len(rows) - len(good), note=f"of {len(rows)}")
