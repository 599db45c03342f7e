"""From stories to a programme: their order, the day, the script, and what there is to say of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from briefing import settings
from briefing.drafts import Draft, evidence
from briefing.edges import clock
from briefing.settings import Settings
from briefing.values import Article, CastVoice, Script, Selection, Span

MISS = 0.1
"""A plan that misses the length asked for by more than this part of it is told."""

MOST_HEADLINE_WORDS = 12
"""S19: a longer headline is told."""


def written(selections: Sequence[Selection], chosen: Settings) -> Draft:
    """Return the draft of a programme of these stories."""
    from briefing.writing.running_order import write

    stories, notes = _once(selections)
    stories = _ordered(stories, chosen.order)
    articles = [selection.article for selection in stories]
    date, why = _day(articles, chosen)
    script = write(
        stories,
        show=replace(chosen.show, language=chosen.language or chosen.show.language),
        date=date,
        cast=chosen.cast or settings.read_cast(),
        length=chosen.length,
        wpm=_wpm(chosen),
        rates=_rates(chosen),
        sounds=_sounds(chosen),
    )
    texts = {source.key: article.text for source, article in zip(script.sources, articles, strict=True)}
    quotes = {source.key: evidence(story) for source, story in zip(script.sources, stories, strict=True)}
    notes += [f"the programme's day is {date.isoformat()}: {why}"] if why else []
    notes += _lengths(stories, script, chosen)
    whence = tuple(article.source for article in articles)
    return Draft(script, texts, whence, notes=tuple(notes), details=tuple(map(_detail, stories)), quotes=quotes)


def _wpm(chosen: Settings) -> int:
    """Return the words a minute that are asked for, else the anchor's, over all engines where none is named."""
    if chosen.rate or chosen.cast is None:
        return chosen.rate or settings.WPM
    anchor = chosen.cast.voice("anchor")
    return round(_rate(anchor, chosen.engine)) if anchor else settings.WPM


def _rate(voice: CastVoice, engine: str | None) -> float:
    """Return a voice's words a minute, over all engines where none is named."""
    known = {name: one.wpm for name, one in voice.engines}
    if engine in known:
        return known[engine]
    return sum(known.values()) / len(known) if known else settings.WPM


def _rates(chosen: Settings) -> dict[str, float]:
    """Return the words a minute of each voice of the cast; none where one rate is asked for."""
    if chosen.rate or chosen.cast is None:
        return {}
    return {voice.name: _rate(voice, chosen.engine) for voice in chosen.cast.voices}


def _sounds(chosen: Settings) -> dict[str, float]:
    """Return how long the user's own music plays alone, by cue, where a length is to be met."""
    if not chosen.show.sounds or not isinstance(chosen.length, int):
        return {}
    from briefing.mastering import jingles

    return jingles.alone(chosen.show.sounds)


def _once(selections: Sequence[Selection]) -> tuple[list[Selection], list[str]]:
    """Return the stories without those whose text is another's, and a note on each of these."""
    first: dict[str, Selection] = {}
    notes = []
    for selection in selections:
        digest = selection.article.sha256
        if digest in first:
            source, same = selection.article.source, first[digest].article.source
            twice = "was given twice" if source == same else f"is the same article as {same}"
            notes.append(f"{source} {twice}: it's told once")
        first.setdefault(digest, selection)
    return list(first.values()), notes


def _ordered(stories: list[Selection], order: str) -> list[Selection]:
    """Return the stories as given, newest first (those without a date last), or longest first."""
    if order == "newest":
        return sorted(stories, key=lambda story: -(story.article.published or dt.date.min).toordinal())
    if order == "longest":
        return sorted(stories, key=lambda story: -sum(span.end - span.start for span in story.sentences))
    return stories


def _lengths(stories: Sequence[Selection], script: Script, chosen: Settings) -> list[str]:
    """Return what there is to say of the programme's length and that of its headlines."""
    from briefing.writing.running_order import pace
    from briefing.writing.timing import seconds

    notes = []
    for line in script.lines:
        words = len(line.text.split()) if line.beat else 0
        if words > MOST_HEADLINE_WORDS:
            notes.append(f"a headline of {words} words (S19): “{line.text[:60]}…”; shorten it in the script")
    if isinstance(chosen.length, int):
        how = (chosen.cast or settings.read_cast(), script.readers, _wpm(chosen), _rates(chosen), _sounds(chosen))
        planned = seconds(script.items, script.language, pace(*how))
        if abs(planned - chosen.length) > MISS * chosen.length:
            notes.append(f"about {planned:.0f} s come of it, not {chosen.length} s: see what there is to tell")
        told: dict[str, set[Span]] = {source.key: set() for source in script.sources}
        for cite, verbatim in ((line.cite, line.verbatim) for line in script.lines):
            if cite is not None:
                told[cite.source] |= set(cite.spans if verbatim else cite.spans[:1])  # the others only name somebody
        notes.extend(_cut(story, told[source.key]) for story, source in zip(stories, script.sources, strict=True))
    return notes


def _cut(selection: Selection, told: set[Span]) -> str:
    """Return how much of a source, of which some ranges are told, is left out of the programme."""
    cut = [one for one in selection.sentences if one != selection.headline and not any(map(one.meets, told))]
    whole = len(selection.sentences)
    if not cut:
        return f"{selection.article.source}: all of its {whole} sentences are told"
    return f"{selection.article.source}: {len(cut)} of its {whole} sentences are cut; --length full tells all"


def _detail(selection: Selection) -> str:
    """Return how a source was read and what there is to tell of it."""
    article = selection.article
    read = f"{article.source}: {article.format} in {article.encoding}, {len(article.body)} paragraphs of the story"
    return f"{read}, {len(selection.quotes)} quotations, {len(selection.points)} points"


def _day(articles: Sequence[Article], chosen: Settings) -> tuple[dt.date, str]:
    """Return the programme's day, and why it's that one where nobody said so."""
    if chosen.date:
        return chosen.date, ""
    dates = [article.published for article in articles if article.published]
    if dates:
        return max(dates), "the newest source's"
    return clock.today(chosen.show.time_zone), f"today in {chosen.show.time_zone}; --date sets another"
