"""The stages in order; the only module that knows them all."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from briefing import reading, settings
from briefing.checking import check, warned
from briefing.drafts import (
    SCRIPT_SUFFIX,
    Draft,
    is_script,
    load,
    names_for,
    place_for,
    quiet,
    relinked,
    spare_sources,
    texts,
    with_kept_texts,
)
from briefing.edges import clock, files
from briefing.errors import BadInputError, BriefingError, Problem, UsageError
from briefing.programme import written
from briefing.settings import Settings
from briefing.values import Article, Script, Selection, Show

if TYPE_CHECKING:  # a dry run makes no sound and no files
    from concurrent.futures import Executor

    from briefing.edges.cache import ClipStore
    from briefing.mastering.music import Take
    from briefing.publishing.artwork import Picture
    from briefing.publishing.names import Names
    from briefing.values import Clip, Engine, Episode, Master, Rundown, Tags


Progress: TypeAlias = Callable[[str, float], None]
"""Called with the stage's name and how much of it is done, from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Studio:
    """What a worker keeps from one episode to the next: the engine, the clips' folder, where files are put together.

    Without ``clips`` they are kept in the user's own cache, without ``workshop`` an episode is put together beside
    where it goes.
    """

    engine: Engine
    clips: str | None = None
    workshop: str | None = None


def silent(_stage: str, _part: float) -> None:
    """Show no progress."""


# --- From sources to a script ------------------------------------------------------------------------------------


def draft(sources: Sequence[str], chosen: Settings, *, data: bytes | None = None) -> Draft:
    """Read, select and write: articles (or one script) to a script.

    ``data`` is what stands on standard input, for the source "-". All sources that can't be used are reported at
    once, with the first one's exit code.
    """
    if any(is_script(source) for source in sources):
        if len(sources) > 1:
            raise UsageError(Problem("", "a script is a whole programme", "give it alone, or give articles only"))
        _refuse_for_a_script(chosen)
        return warned(load(sources[0], files.read(sources[0])))
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


def read_one(source: str, chosen: Settings, *, data: bytes | None = None, any_language: bool = False) -> Article:
    """Return a source as an article; "-" is ``data``. One that isn't English is refused unless ``any_language``."""
    if source == "-":
        article = reading.read_bytes(data or b"", source="-", format=chosen.format)
    else:
        article = reading.read(source, format=chosen.format)
    if article.language != "en" and chosen.language is None and not any_language:
        from briefing.language.tongues import NAMES

        what = f"{source} seems to be in {NAMES.get(article.language, 'another language')} ({article.language})"
        raise BadInputError(Problem("", what, "briefing writes English only: --language en-GB reads it as English"))
    return article


# --- From a script to an episode -----------------------------------------------------------------------------------


def render(
    made: Draft, chosen: Settings, output: str | None, progress: Progress = silent, studio: Studio | None = None
) -> tuple[Episode, Draft]:
    """Check the script, speak it, master it and publish its files; return the episode and the draft as published.

    ``output`` is the MP3's path, a folder, or None for ``output/``. Every file appears whole under its final name, or
    none does. The engine of a ``studio`` stays; without one it's made and ended here.
    """
    from briefing.edges import workers
    from briefing.edges.cache import default_clip_folder
    from briefing.edges.shared_clips import clip_store

    made = quiet(made) if not chosen.show.music else made
    check(made, chosen.cast)
    if chosen.listen:
        from briefing.edges import whisper

        whisper.locate()  # what is missing is told before anything is spoken
    place = place_for(output)
    begin = clock.seconds()
    folder = (studio and studio.clips) or default_clip_folder()
    store = clip_store(folder, keep=not chosen.fresh)
    if chosen.show.art:
        files.read(chosen.show.art)  # a picture that isn't there is told before anything is spoken
    with contextlib.closing(store), workers.threads(2) as aside:
        engine, clips = _speak(made.script, chosen, store, progress, studio)
        spoken = clock.seconds()
        made = relinked(made, place.folder)
        workshop = (studio and studio.workshop) or place.folder
        episode = _finish(made, chosen, engine, clips, aside, place, progress, workshop)
    took = {**made.seconds, "speak": spoken - begin, "master": clock.seconds() - spoken}
    return episode, replace(made, seconds=took)


def _speak(
    script: Script, chosen: Settings, store: ClipStore, progress: Progress, studio: Studio | None
) -> tuple[Engine, tuple[Clip, ...]]:
    from briefing.speaking import speak
    from briefing.speaking.engine import find

    engine = studio.engine if studio else find(chosen.engine)
    with contextlib.ExitStack() as stack:
        if not studio and (close := getattr(engine, "close", None)):
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
    made: Draft,
    chosen: Settings,
    engine: Engine,
    clips: Sequence[Clip],
    aside: Executor,
    place: Names,
    progress: Progress,
    workshop: str,
) -> Episode:
    from briefing.mastering import master
    from briefing.mastering.rundown import chapters, lay_out
    from briefing.publishing.companions import chapters_json, description, vtt
    from briefing.publishing.record import record

    script = made.script
    with files.workshop(workshop) as folder:
        takes = _music(chosen.show, clips, folder)
        rundown = lay_out(script.items, clips, (chosen.cast or settings.read_cast()).pause_table(), takes)
        marks = chapters(rundown, script.title)
        about = description(marks, rundown, [source.title or source.file for source in script.sources])
        tagging = aside.submit(_tags, script, chosen.show, about)  # draws its picture while ffmpeg works
        tell = partial(progress, "mastering")
        mp3, measured = master(
            rundown, clips, lambda: tagging.result()[0], folder=folder, progress=tell, target=chosen.target, takes=takes
        )
        if chosen.listen:
            _hear(mp3, rundown, script, chosen.jobs, progress)
        with files.alone(place.folder):  # two runs at once mustn't choose the same names
            names = names_for(made, place)
            made = with_kept_texts(made, names)
            beside, heard = texts(made, names), [clip.words for clip in clips]
            beside[names.stem + ".vtt"] = vtt(rundown, script.readers, heard, words=chosen.word_times).encode()
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
                release=chosen.release,
            ).encode()
            spare_sources(made, [names.stem + ".mp3", *beside], names.folder)
            files.publish_all({names.stem + ".mp3": mp3}, beside, staging=folder, folder=names.folder)
    return replace(_episode(made.script, rundown, measured, clips, names), notes=tagging.result()[1])


def _hear(mp3: str, rundown: Rundown, script: Script, jobs: int, progress: Progress) -> None:
    from briefing.proofing import ear

    ear.insist(ear.programme(mp3, rundown, script.language), script.title, jobs, lambda p: progress("listening", p))


def _music(show: Show, clips: Sequence[Clip], folder: str) -> dict[str, Take]:
    """Return the show's own sounds, made ready."""
    from briefing.mastering import jingles
    from briefing.mastering.rundown import rate_of

    return jingles.own(show.sounds, rate_of(clips), folder) if show.sounds else {}


def _art(script: Script, show: Show) -> Picture:
    """Return the show's own picture, else one that is drawn."""
    from briefing.publishing import artwork

    if show.art:
        return artwork.Picture(files.read(show.art))
    return artwork.cover(script.show or show.name, script.title, script.date)


def _tags(script: Script, show: Show, about: str) -> tuple[Tags, tuple[str, ...]]:
    """Return what the MP3 says of itself, and what there is to tell of it."""
    from briefing.values import Tags

    drawn = _art(script, show)
    name = script.show or show.name
    todo = "give the show a picture of its own (art)"
    notes = tuple(f"the artwork's font has no letters for “{text[:40]}”; {todo}" for text in drawn.missing)
    return Tags(script.title, name, show.author, script.date, script.language, about, drawn.data), notes


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
    cast = chosen.cast.name if chosen.cast else "default"
    inputs = {"inputs": chosen.inputs} if chosen.inputs else {}
    return {"rate": chosen.rate, "length": chosen.length, "cast": cast, "target": chosen.target, **inputs}


def inspect(source: str, chosen: Settings, *, data: bytes | None = None) -> Selection:
    """Return what is selected from a source."""
    from briefing import selecting

    return selecting.select(read_one(source, chosen, data=data, any_language=True))
