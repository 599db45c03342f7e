"""The stages in order; the only module that knows them all."""

from __future__ import annotations

import contextlib
import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

from briefing import reading, settings
from briefing.drafts import (
    SCRIPT_SUFFIX,
    Draft,
    load,
    names_for,
    place_for,
    relinked,
    spare_sources,
    texts,
    with_kept_texts,
)
from briefing.edges import clock, files
from briefing.errors import BadInputError, BriefingError, Problem, UnavailableError, UsageError
from briefing.settings import Settings
from briefing.values import Article, Script, Selection, Show

if TYPE_CHECKING:  # a dry run makes no sound and no files
    from briefing.edges.cache import ClipStore
    from briefing.publishing.names import Names
    from briefing.values import Clip, Engine, Episode, Master, Rundown, Tags


MISS = 0.1
"""A plan that misses the length asked for by more than this part of it is told."""

Progress: TypeAlias = Callable[[str, float], None]
"""Called with the stage's name and how much of it is done, from 0 to 1."""


def silent(_stage: str, _part: float) -> None:
    """Show no progress."""


# --- From sources to a script ------------------------------------------------------------------------------------


def draft(sources: Sequence[str], chosen: Settings, *, data: bytes | None = None) -> Draft:
    """Read, select and write: articles (or one script) to a script.

    ``data`` is what stands on standard input, for the source "-". All sources that can't be used are reported at
    once, with the first one's exit code.
    """
    if any(source.endswith(SCRIPT_SUFFIX) for source in sources):
        if len(sources) > 1:
            raise UsageError(Problem("", "a script is a whole programme", "give it alone, or give articles only"))
        _refuse_for_a_script(chosen)
        return load(sources[0], files.read(sources[0]))
    from briefing import selecting

    begin = clock.seconds()
    articles = read_all(sources, chosen, data=data)
    read = clock.seconds()
    selections = [selecting.select(article) for article in articles]
    selected = clock.seconds()
    made = written(selections, chosen)
    took = {"read": read - begin, "select": selected - read, "write": clock.seconds() - selected}
    return replace(made, seconds=took)


def _refuse_for_a_script(chosen: Settings) -> None:
    """Raise for options that a script has the last word on (UsageError): none of them would do anything."""
    for option in ("date", "length", "language", "format"):
        if getattr(chosen, option) is not None:
            what = f"--{option} doesn't go with a script"
            raise UsageError(Problem("", what, "change the script itself, or make it again from the article"))


def read_all(sources: Sequence[str], chosen: Settings, *, data: bytes | None = None) -> list[Article]:
    """Return all sources as articles, or raise for all that can't be used."""
    articles: list[Article] = []
    failed: list[BriefingError] = []
    for source in sources:
        try:
            articles.append(read_one(source, chosen, data=data))
        except BriefingError as error:
            failed.append(error)
    if failed:
        raise type(failed[0])(*(problem for error in failed for problem in error.problems))
    return articles


def read_one(source: str, chosen: Settings, *, data: bytes | None = None) -> Article:
    """Return a source as an article; "-" is ``data``."""
    if source.lower().startswith(("http://", "https://")):
        todo = "save the page's text as a .txt file and give that"
        raise UnavailableError(Problem("", f"{source}: pages aren't fetched", todo))
    if source == "-":
        article = reading.read_bytes(data or b"", source="-", format=chosen.format)
    else:
        article = reading.read(source, format=chosen.format)
    if article.language != "en" and chosen.language is None:
        what = f"{source} seems to be in another language than English ({article.language})"
        raise BadInputError(Problem("", what, "briefing writes English only: --language en-GB reads it as English"))
    return article


def written(selections: Sequence[Selection], chosen: Settings) -> Draft:
    """Return the draft of a programme of these stories."""
    from briefing.writing.running_order import write
    from briefing.writing.timing import seconds

    articles = [selection.article for selection in selections]
    date, why = _day(articles, chosen)
    script = write(
        selections,
        show=replace(chosen.show, language=chosen.language or chosen.show.language),
        date=date,
        cast=chosen.cast or settings.read_cast(),
        length=chosen.length,
        wpm=chosen.rate or settings.WPM,
    )
    texts = {source.key: article.text for source, article in zip(script.sources, articles, strict=True)}
    notes: tuple[str, ...] = (f"the programme's day is {date.isoformat()}: {why}",) if why else ()
    whence = tuple(article.source for article in articles)
    if isinstance(chosen.length, int):
        planned = seconds(script.items, script.language, chosen.rate or settings.WPM)
        if abs(planned - chosen.length) > MISS * chosen.length:
            notes += (f"about {planned:.0f} s come of it, not {chosen.length} s: see what there is to tell",)
        notes += tuple(
            _cut(selection, source.key, script) for selection, source in zip(selections, script.sources, strict=True)
        )
    return Draft(script, texts, whence, notes=notes, details=tuple(map(_detail, selections)))


def _cut(selection: Selection, key: str, script: Script) -> str:
    """Return how much of a source is left out of the programme."""
    told = {span for line in script.lines if line.cite and line.cite.source == key for span in line.cite.spans}
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


# --- From a script to an episode -----------------------------------------------------------------------------------


def check(made: Draft) -> None:
    """Raise for every quotation that its source doesn't hold (BadInputError), before a sound is made."""
    from briefing.writing.verify import verify

    problems = verify(made.script, made.texts)
    if problems:
        raise BadInputError(*(replace(problem, file=problem.file or made.file) for problem in problems))


def render(made: Draft, chosen: Settings, output: str | None, progress: Progress = silent) -> tuple[Episode, Draft]:
    """Check the script, speak it, master it and publish its files; return the episode and the draft as published.

    ``output`` is the MP3's path, a folder, or None for ``output/``. Every file appears whole under its final name, or
    none does.
    """
    from briefing.edges.cache import ClipStore, default_clip_folder

    check(made)
    place = place_for(output)
    begin = clock.seconds()
    with contextlib.closing(ClipStore(default_clip_folder(), keep=not chosen.fresh)) as store:
        engine, clips = _speak(made.script, chosen, store, progress)
        spoken = clock.seconds()
        made = relinked(made, place.folder)
        episode = _finish(made, chosen, engine, clips, place, progress)
    took = {**made.seconds, "speak": spoken - begin, "master": clock.seconds() - spoken}
    return episode, replace(made, seconds=took)


def _speak(script: Script, chosen: Settings, store: ClipStore, progress: Progress) -> tuple[Engine, tuple[Clip, ...]]:
    from briefing.speaking import speak
    from briefing.speaking.engine import find

    engine = find(chosen.engine)
    with contextlib.ExitStack() as stack:
        if close := getattr(engine, "close", None):
            stack.callback(close)
        clips = speak(
            script,
            engine,
            chosen.cast or settings.read_cast(),
            chosen.lexicon,
            clips=store,
            jobs=chosen.jobs,
            rate=chosen.rate,
            progress=lambda done, of: progress("speaking", done / max(of, 1)),
        )
    return engine, clips


def _finish(  # noqa: PLR0913, PLR0917 - the last stage needs what all the others made
    made: Draft, chosen: Settings, engine: Engine, clips: Sequence[Clip], place: Names, progress: Progress
) -> Episode:
    from briefing.mastering import master
    from briefing.mastering.rundown import chapters, lay_out
    from briefing.publishing.companions import chapters_json, description, vtt
    from briefing.publishing.record import record

    script = made.script
    rundown = lay_out(script.items, clips)
    marks = chapters(rundown, script.title)
    about = description(marks, rundown, [source.title or source.file for source in script.sources])
    with files.workshop(place.folder) as folder:
        tags = _tags(script, chosen.show, about)
        mp3, measured = master(rundown, clips, tags, folder=folder, progress=lambda part: progress("mastering", part))
        with files.alone(place.folder):  # two runs at once mustn't choose the same names
            names = names_for(made, place)
            made = with_kept_texts(made, names)
            beside = texts(made, names)
            beside[names.stem + ".vtt"] = vtt(rundown, script.readers).encode()
            beside[names.stem + ".chapters.json"] = chapters_json(marks, rundown).encode()
            beside[names.stem + ".json"] = record(
                script=made.script,
                rundown=rundown,
                chapters=marks,
                master=measured,
                texts=beside,
                mp3=names.stem + ".mp3",
                description=about,
                engine=(engine.name, engine.version),
                options=_options(chosen),
            ).encode()
            spare_sources(made, [names.stem + ".mp3", *beside], names.folder)
            files.publish_all({names.stem + ".mp3": mp3}, beside, staging=folder, folder=names.folder)
    return _episode(made.script, rundown, measured, clips, names)


def _tags(script: Script, show: Show, about: str) -> Tags:
    from briefing.values import Tags

    art = files.read(show.art) if show.art else None
    return Tags(script.title, script.show or show.name, show.author, script.date, script.language, about, art)


def _episode(script: Script, rundown: Rundown, measured: Master, clips: Sequence[Clip], names: Names) -> Episode:
    from briefing.values import Episode

    return Episode(
        script,
        rundown,
        measured,
        output=names.path(".mp3"),
        script_file=names.path(SCRIPT_SUFFIX),
        transcript=names.path(".vtt"),
        chapters=names.path(".chapters.json"),
        record=names.path(".json"),
        clips=len(clips),
        cached=sum(clip.cached for clip in clips),
    )


def _options(chosen: Settings) -> dict[str, object]:
    """Return the options that shaped the sound, for the record."""
    return {"rate": chosen.rate, "length": chosen.length, "cast": chosen.cast.name if chosen.cast else "default"}


def inspect(source: str, chosen: Settings, *, data: bytes | None = None) -> Selection:
    """Return what is selected from a source."""
    from briefing import selecting

    return selecting.select(read_one(source, chosen, data=data))


def lint(file: str, *, strict: bool = False) -> tuple[tuple[Problem, ...], bool]:
    """Return a script's findings, and whether they make it unfit to be spoken (all of them do when ``strict``)."""
    from briefing.writing.lint import is_error, lint

    try:
        made = load(file, files.read(file))
    except BadInputError as error:
        return error.problems, True
    findings = lint(made.script, made.texts)
    named = tuple(replace(finding, file=finding.file or file) for finding in findings)
    return tuple(sorted(named, key=lambda finding: finding.line or 0)), any(strict or is_error(one) for one in named)
