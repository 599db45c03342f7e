"""Quotations and their speakers against annotated articles, beside the nearest name.

Each DIR/*.jsonl has a line per article, {"id", "text", "quotes": [{"start", "end", "kind", "speaker", "mention",
"cue", "mention_kind"}]}: ``kind`` is direct, mixed (a fragment) or indirect; ``mention`` holds the words that the
annotators found as the source, ``mention_kind`` what they are: name, pronoun (``speaker`` is whom it means), name_other
(an organisation), nominal ("officials") or none.

What is counted: direct quotations of three words or more. A quotation is found where the two ranges, trimmed of marks,
share half of what they cover together; each counts once, the best match first. What we quote of a mixed or indirect one
is left out of the count. A surname is right where the last words agree, a full name where ours has all of its words.

A person too many: of the rows of kind name_other, nominal and none that we found, the part to which we gave a person
whose surname isn't among the words of the source. So "Trump" (annotated name_other) may be Donald Trump, while "the
mayor" (nominal) counts against us even where it was the mayor whom we named. Where source and verb were mixed up (the
source is "said"), the words of ``cue`` are the source's.
"""

from __future__ import annotations

import argparse
import re
import statistics
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from benches.articles import AT_ONCE, Row, folder_of, inspected, jsonl
from benches.figures import Figure, Missing
from benches.measuring import note

Pair: TypeAlias = "tuple[Row, Row]"

FEWEST = 3  # words of a quotation that counts
HALF = 0.5
EDGE = " \n\t\r“”\"'‘’,.;:"
NO_NAMES = frozenset(
    ("mr", "mrs", "ms", "miss", "dr", "prof", "sir", "lord", "lady", "president", "senator", "sen", "representative",
     "rep", "gov", "governor", "gen", "general", "secretary", "minister", "speaker", "chief", "judge", "justice",
     "mayor", "the", "jr", "sr", "ii", "iii")
)  # fmt: skip
VERBS = frozenset(("said", "says", "added", "told", "asked", "wrote", "tweeted"))
STARTERS = frozenset(
    ("The", "A", "An", "But", "And", "In", "On", "At", "He", "She", "It", "They", "We", "I", "You", "This", "That",
     "These", "If", "As", "When", "While", "After", "Before", "For", "His", "Her", "There", "Monday", "Tuesday",
     "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
)  # fmt: skip
REACH = {
    "found and surname right": 85.0,
    "named: surname": 93.0,
    "named: full name": 85.0,
    "pronoun: surname": 65.0,
    "span F1": 98.0,
    "spans exact": 97.0,
}
"""What is to be reached, in per cent."""

TOO_MANY = 5.0
WORDS_A_SECOND = 20_000


@dataclass
class Tally:
    """The counts of one file."""

    gold: int = 0
    ours: int = 0
    exact: int = 0
    persons: int = 0
    pairs: list[Pair] = field(default_factory=list)


def name_words(name: str) -> list[str]:
    """Return the words of a name that are compared: no accents, capitals, titles, possessives."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    plain = re.sub(r"[’']s\b", "", plain).replace(".", "")
    found = [word.lower().strip("'’-") for word in re.findall(r"[A-Za-z][A-Za-z'’-]*", plain)]
    return [word for word in found if word not in NO_NAMES] or found


def is_surname(wanted: str, given: str) -> bool:
    """Tell whether two names end with the same word."""
    one, other = name_words(wanted), name_words(given)
    return bool(one and other) and one[-1] == other[-1]


def is_full(wanted: str, given: str) -> bool:
    """Tell whether a name has every word of the one that is wanted."""
    one = set(name_words(wanted))
    return bool(one) and one <= set(name_words(given))


def trimmed(text: str, row: Row) -> tuple[int, int]:
    """Return a quotation's range without marks and stops at its edges."""
    start, end = row["start"], row["end"]
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and text[end - 1] in EDGE:
        end -= 1
    return start, end


def ranges(text: str, rows: Iterable[Row]) -> list[tuple[int, int, Row]]:
    """Return the trimmed ranges of quotations, the empty ones left out."""
    found = [(*trimmed(text, row), row) for row in rows]
    return [(start, end, row) for start, end, row in found if start < end]


def overlap(one: tuple[int, int, Row], other: tuple[int, int, Row]) -> int:
    """Return how many characters two ranges share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def count(tally: Tally, article: Row, quotes: Iterable[Row]) -> None:
    """Match one article's quotations with ours and count them in."""
    text = article["text"]
    every = ranges(text, article["quotes"])
    gold = [g for g in every if g[2]["kind"] == "direct" and len(text[g[0] : g[1]].split()) >= FEWEST]
    others = [g for g in every if g not in gold]
    ours = [q for q in ranges(text, quotes) if len(text[q[0] : q[1]].split()) >= FEWEST]
    scored = (
        (shared / (max(g[1], q[1]) - min(g[0], q[0])), i, j)
        for i, g in enumerate(gold)
        for j, q in enumerate(ours)
        if (shared := overlap(g, q))
    )
    matched: dict[int, int] = {}
    for share, i, j in sorted(scored, key=lambda one: -one[0]):
        if share >= HALF and i not in matched and j not in matched.values():
            matched[i] = j
    beside = [
        q
        for j, q in enumerate(ours)
        if j not in matched.values() and not any(overlap(g, q) >= HALF * (q[1] - q[0]) for g in (*gold, *others))
    ]
    tally.gold += len(gold)
    tally.ours += len(matched) + len(beside)
    tally.exact += sum(gold[i][:2] == ours[j][:2] for i, j in matched.items())
    tally.persons += sum(kind_of(g[2]) in {"name", "pronoun"} for g in gold)
    tally.pairs += [(gold[i][2], ours[j][2]) for i, j in matched.items()]


def kind_of(row: Row) -> str:
    """Return what the annotators found as the source; a pronoun that nobody resolved is a kind of its own."""
    kind = str(row.get("mention_kind", "name"))
    return "unresolved" if kind == "pronoun" and not row.get("speaker") else kind


def name_of(row: Row) -> str:
    """Return the speaker's name, or an empty string."""
    speaker = row.get("speaker")
    return str(speaker["name"] if isinstance(speaker, dict) else speaker or "")


def figures(tally: Tally) -> dict[str, float]:
    """Return the figures in per cent."""
    named = [pair for pair in tally.pairs if kind_of(pair[0]) == "name"]
    pronouns = [pair for pair in tally.pairs if kind_of(pair[0]) == "pronoun"]
    nobody = [pair for pair in tally.pairs if is_nobodys(pair[0])]
    right = [pair for pair in (*named, *pronouns) if is_surname(pair[0]["speaker"], name_of(pair[1]))]
    precision, recall = (_percent(len(tally.pairs), whole) for whole in (tally.ours, tally.gold))
    return {
        "found and surname right": _percent(len(right), tally.persons),
        "named: surname": _percent(sum(is_surname(g["speaker"], name_of(q)) for g, q in named), len(named)),
        "named: full name": _percent(sum(is_full(g["speaker"], name_of(q)) for g, q in named), len(named)),
        "pronoun: surname": _percent(sum(is_surname(g["speaker"], name_of(q)) for g, q in pronouns), len(pronouns)),
        "span F1": 2 * precision * recall / ((precision + recall) or 1.0),
        "spans exact": _percent(tally.exact, tally.gold),
        "a person too many": _percent(sum(is_too_many(g, q) for g, q in nobody), len(nobody)),
    }


def is_nobodys(gold: Row) -> bool:
    """Tell whether the annotators found another source than a person's name or a pronoun."""
    return kind_of(gold) in {"name_other", "nominal", "none"}


def is_too_many(gold: Row, ours: Row) -> bool:
    """Tell whether we gave a person whom the annotated source doesn't name."""
    source = str(gold.get("cue" if gold.get("mention") in VERBS else "mention") or "")
    last = name_words(name_of(ours))[-1:]
    return is_person(ours) and not set(last) & set(name_words(source))


def is_person(row: Row) -> bool:
    """Tell whether we named a person as the speaker."""
    speaker = row.get("speaker")
    return isinstance(speaker, dict) and speaker.get("kind") == "person"


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def nearest_name(text: str) -> Iterator[Row]:
    """Yield what a regular expression finds: marks, and the nearest capitalised words outside of them."""
    marks = [(hit.start(), hit.end()) for hit in re.finditer(r"“[^”]{1,1500}”|\"[^\"\n]{1,1500}\"", text)]
    names = [
        hit
        for hit in re.finditer(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]*\.?)*", text)
        if hit[0] not in STARTERS and not any(start < hit.start() < end for start, end in marks)
    ]
    for start, end in marks:
        near = min(names, key=lambda hit: min(abs(hit.start() - end), abs(start - hit.end())), default=None)
        yield {"start": start, "end": end, "speaker": {"name": near[0], "kind": "person"} if near else None}


def errors(tally: Tally) -> Iterator[str]:
    """Yield a line for each speaker that isn't the annotators' and each person too many."""
    for gold, ours in tally.pairs:
        kind, given = kind_of(gold), name_of(ours)
        wrong = is_nobodys(gold) and is_too_many(gold, ours)
        if kind in {"name", "pronoun"}:
            wrong = not is_surname(gold["speaker"], given)
        if wrong:
            yield f"{kind}: {gold.get('speaker')!r}, not {given!r}: {gold['text'][:60]!r}"


QUICK = {"runs": 1}


def options(parser: argparse.ArgumentParser) -> None:
    """Add what this benchmark can be told."""
    parser.add_argument("folder", type=Path, nargs="?", metavar="DIR")
    parser.add_argument("--runs", type=int, default=3, help="counted runs of the speed")
    parser.add_argument("--errors", action="store_true", help="list the speakers that aren't the annotators'")


def measure(given: argparse.Namespace) -> Iterator[Figure]:
    """Score every file of the folder."""
    folder = folder_of(given.folder, given.data, "quotes")
    files = sorted(folder.glob("*.jsonl"))
    if not files:
        raise Missing("there's no .jsonl file in the folder")
    for file in files:
        articles = jsonl(file)
        texts = [("article.txt", row["text"].encode()) for row in articles]
        found, _ = inspected(texts)
        ours, baseline = Tally(), Tally()
        for article, row in zip(articles, found, strict=True):
            count(ours, article, row.get("quotes", []))
            count(baseline, article, nearest_name(article["text"]))
        yield from scored(file.stem, figures(ours), figures(baseline))
        yield speed(f"{file.stem}: inspect, start-up included", texts[:AT_ONCE], given.runs)
        if given.errors:
            note("\n".join(errors(ours)))


def speed(what: str, texts: Sequence[tuple[str, bytes]], runs: int) -> Figure:
    """Measure one call of `inspect` over some articles."""
    spent = statistics.median(inspected(texts)[1] for _ in range(runs))
    words = sum(len(text.split()) for _, text in texts)
    return Figure(what, words / spent, "words/s", at_least=WORDS_A_SECOND, note=f"{len(texts)} articles in one call")


def scored(name: str, ours: dict[str, float], baseline: dict[str, float]) -> Iterator[Figure]:
    """Yield one file's figures."""
    for what, value in ours.items():
        most = TOO_MANY if what not in REACH else None
        theirs = baseline[what]
        yield Figure(f"{name}: {what}", value, "%", theirs, "nearest name", at_least=REACH.get(what), at_most=most)
