"""The stage: a checked clip for each line."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import count

from briefing.edges import workers
from briefing.edges.cache import ClipStore, Stored
from briefing.errors import BadInputError, Problem
from briefing.speaking import casting
from briefing.speaking import clips as making
from briefing.speaking.utterances import delivery, of_programme, utterance
from briefing.values import Cast, Clip, Engine, Lexicon, Line, Script, Utterance, Voice

LONGEST_LINE = 20_000
"""The most characters that one line may have: some twenty minutes in one breath."""


@dataclass(frozen=True, slots=True)
class _Task:
    """A line with all that its sound depends on."""

    line: Line
    key: str
    utterance: Utterance
    voice: Voice


def speak(  # noqa: PLR0913 (the contract of the stage)
    script: Script,
    engine: Engine,
    cast: Cast,
    lexicon: Lexicon,
    *,
    clips: ClipStore,
    jobs: int,
    rate: int | None,
    progress: Callable[[int, int], None],
) -> tuple[Clip, ...]:
    """Return one clip for each line of the script, in order.

    Equal lines are spoken once, and none that ``clips`` holds. ``jobs`` clips are made at once; ``rate`` (words a
    minute) takes the place of the cast's own. ``progress`` is called with the clips that are done and all of them.
    BadInputError for a line without words, a label or voice that isn't there; EngineError for a clip that fails twice.
    """
    jobs = jobs or workers.cores()
    warm_up = getattr(engine, "start", None)
    if warm_up:
        warm_up()  # it starts while the lines are prepared
    try:
        tasks = _tasks(script, engine, cast, of_programme(lexicon, script), rate)
        wanted = {task.key: task for task in tasks}
        found = clips.find_all(wanted)
        missing = [task for key, task in wanted.items() if key not in found]
        if missing and (prepare := getattr(engine, "prepare", None)):
            prepare(jobs, len(missing))  # what takes long to load begins now, but only when it's needed
        made = _make(missing, engine, clips, jobs, lambda done: progress(len(found) + done, len(wanted)))
    except BaseException:  # Ctrl-C too must end the engine; raised again
        close = getattr(engine, "close", None)
        if close:
            close()  # nothing goes on speaking for a programme that won't be
        raise
    return tuple(_clip(task, found, made) for task in tasks)


def _tasks(script: Script, engine: Engine, cast: Cast, lexicon: Lexicon, rate: int | None) -> list[_Task]:
    """Return what is to be spoken, in the order of the script."""
    voices = casting.voices(script, cast, engine, rate)
    own_rates = casting.voices(script, cast, engine, None) if rate else voices
    tasks = []
    problems = []
    for line in script.lines:
        asked = delivery(line.delivery, own_rates[line.reader].wpm)
        said = utterance(line, lexicon, script.language, asked)
        if problem := _unspeakable(line, said):
            problems.append(problem)
        voice = voices[line.reader]
        tasks.append(_Task(line, making.key(engine, said, voice), said, voice))
    if problems:
        raise BadInputError(*problems)
    return tasks


def _unspeakable(line: Line, said: Utterance) -> Problem | None:
    """Return what is wrong with a line that can't become a clip."""
    length = len(said.text)
    if length > LONGEST_LINE:
        return Problem("", f"a line of {length} characters is too long", "make paragraphs of it", line=line.at or None)
    sayable = any(piece.ipa or any(map(str.isalnum, piece.respelling or piece.text)) for piece in said.pieces)
    if not sayable:
        what = f"{line.reader} has nothing to say: “{line.text.strip()[:40]}”"
        return Problem("", what, "give the line words or take it out", line=line.at or None)
    return None


def _make(
    tasks: list[_Task], engine: Engine, clips: ClipStore, jobs: int, progress: Callable[[int], None]
) -> dict[str, Stored]:
    """Return the clips of the tasks, newly spoken, by key."""
    progress(0)
    if not tasks:
        return {}
    # The longest first, so that no core waits long for the last one.
    tasks = sorted(tasks, key=lambda task: len(task.utterance.text), reverse=True)

    def make(task: _Task) -> Stored:
        speech = making.clip(engine, task.utterance, task.voice)
        return clips.store(task.key, speech.audio, speech.words)

    done = count(1)
    with workers.threads(min(jobs, len(tasks))) as executor:
        made = workers.ordered(executor, make, tasks, lambda: progress(next(done)))
    return {task.key: stored for task, stored in zip(tasks, made, strict=True)}


def _clip(task: _Task, found: Mapping[str, Stored], made: Mapping[str, Stored]) -> Clip:
    """Return a line's clip."""
    cached = task.key in found
    stored = found[task.key] if cached else made[task.key]
    voice, sound = task.voice, (stored.file, stored.frames, stored.sample_rate, stored.words)
    return Clip(task.line, voice.name, *sound, cached, level=voice.level, pause=voice.pause)
