"""A script on its way to the air, checked: its quotes and whose they are, its voices, its style."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from briefing import reading, settings
from briefing.drafts import Draft, evidence, load, of
from briefing.edges import files, places
from briefing.errors import BadInputError, BriefingError, Problem
from briefing.values import Cast, Quote, Script


def quotes(made: Draft) -> Mapping[str, Sequence[Quote]]:
    """Return the quotations of a draft's sources, with whose words they are: selected now where they haven't been."""
    from briefing import selecting

    found = dict(made.quotes)
    needed = {line.cite.source for line in made.script.lines if line.verbatim and line.cite is not None}
    for key in needed - found.keys():
        text = made.texts.get(key)
        if text is None or not made.script.language.lower().startswith("en"):
            continue
        try:
            article = reading.read_text(text, source=key)
        except BriefingError:  # a text that is no article holds no evidence
            continue
        if article.text == text and article.language == "en":
            found[key] = evidence(selecting.select(article))
    return found


def problems(made: Draft) -> tuple[Problem, ...]:
    """Return what is wrong with the script's quotes and cited lines; not all of it is an error."""
    from briefing.writing.verify import verify

    return tuple(_named(verify(made.script, made.texts, quotes(made)), made.file))


def check(made: Draft, cast: Cast | None = None) -> None:
    """Raise for every quotation that its source doesn't hold and every voice that the cast doesn't have.

    BadInputError, before a sound is made.
    """
    from briefing.writing.lint import is_error

    voices = _named(unknown_voices(made.script, cast or settings.read_cast()), made.file)
    found = [problem for problem in problems(made) if is_error(problem)] + list(voices)
    if found:
        raise BadInputError(*sorted(found, key=lambda problem: problem.line or 0))


def unknown_voices(script: Script, cast: Cast) -> Iterator[Problem]:
    """Yield a problem for each reader whose voice the cast doesn't have."""
    for reader in script.readers:
        if cast.voice(reader.voice) is None:
            what = f"{reader.label} reads with the voice {reader.voice}, which the cast “{cast.name}” doesn't have"
            at_hand = ", ".join(voice.name for voice in cast.voices)
            yield Problem("C01", what, f"choose one of its voices: {at_hand}", line=reader.at or None)


def warned(made: Draft) -> Draft:
    """Return a script's draft with a note for each thing in its cited lines that its sources don't show."""
    from briefing.writing.lint import is_error

    made = replace(made, quotes=quotes(made))  # it's checked once more before it's spoken
    notes = tuple(str(problem) for problem in problems(made) if not is_error(problem))
    return replace(made, notes=made.notes + notes)


def lint(file: str, *, strict: bool = False, cast: Cast | None = None) -> tuple[tuple[Problem, ...], bool]:
    """Return a script's findings, and whether they make it unfit to be spoken (all of them do when ``strict``)."""
    from briefing.writing.lint import is_error, lint

    try:
        made = load(file, files.read(file))
    except BadInputError as error:
        return error.problems, True
    findings = [
        *lint(made.script, made.texts, quotes(made)),
        *unknown_voices(made.script, cast or settings.read_cast()),
    ]
    named = sorted(_named(findings, file), key=lambda finding: (finding.line or 0, finding.code))
    return tuple(named), any(strict or is_error(one) for one in named)


def fix(file: str, cast: Cast | None = None) -> tuple[Problem, ...]:
    """Mend in a script's file what can be mended without risk, and return what that was.

    The file is patched in place, whole or not at all; what isn't mended stays byte for byte.
    """
    from briefing.writing.lint.fixing import fix

    data = files.read(file)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        problem = Problem("", "the file isn't UTF-8, so it can't be mended in place", "save it as UTF-8", file)
        raise BadInputError(problem) from error
    voices = [voice.name for voice in (cast or settings.read_cast()).voices if voice.name.startswith("quote")]
    made = fix(text, lambda script: of(script, places.folder_of(file), file).texts, voices)
    if made.text != text:
        files.write(file, made.text.encode(), keep=True)
    return tuple(_named(made.mended, file))


def _named(found: Sequence[Problem] | Iterator[Problem], file: str | None) -> Iterator[Problem]:
    return (replace(problem, file=problem.file or file) for problem in found)
