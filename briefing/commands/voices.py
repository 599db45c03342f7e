"""The voices: those at hand, and one of them heard."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from briefing.commands import installing, options

if TYPE_CHECKING:  # `briefing --help` pays for Typer and nothing else
    from briefing.values import Audio, CastVoice, Lexicon
    from briefing.values import Cast as CastList

Cast = Annotated[str, typer.Option(metavar="NAME", help="The cast list.")]
Engine = Annotated[str | None, typer.Option(metavar="NAME|module:Class", help="The speech engine.")]


def add_to(app: typer.Typer) -> None:
    """Register the group; called without a command it lists the voices."""
    group = typer.Typer(rich_markup_mode=None)
    group.callback(invoke_without_command=True, epilog="Example: briefing voices --cast default")(voices)
    group.command("try", epilog="Example: briefing voices try anchor --word Raisi --play")(try_voice)
    installing.add_to(group)
    app.add_typer(group, name="voices")


def voices(context: typer.Context, *, cast: Cast = "default", engine: Engine = None) -> None:
    """List the cast's voices and what the engine has for each of them."""
    if context.invoked_subcommand:
        return
    from briefing import settings
    from briefing.speaking.engine import find

    speaker = find(engine)
    chosen = settings.read_cast(cast)
    typer.echo(f"engine {speaker.name} ({speaker.version}), cast {chosen.name}")
    for entry in chosen.voices:
        voice = entry.on(speaker.name)
        how = f"{voice.engine_voice}, {voice.wpm} words a minute, pitch {voice.pitch:+g}" if voice else "(none)"
        typer.echo(f"{entry.name:<10} {entry.gender or '-'}  {how}")


SAMPLE = "It's Tuesday, the 28th of December. In Kyiv, President Zelensky said that prices had fallen by 2.5%."
PAUSE_S = 0.5


def try_voice(  # noqa: PLR0913 - each an option of its own
    name: Annotated[str, typer.Argument(help="A voice of the cast.")] = "anchor",
    text: Annotated[str, typer.Argument(help="What it says.", show_default=False)] = SAMPLE,
    *,
    word: Annotated[
        str | None, typer.Option("--word", metavar="WORD", help="Say a word without the lexicon, then with it.")
    ] = None,
    lexicon: Annotated[str | None, typer.Option(metavar="FILE", help="How words are said (TOML).")] = None,
    cast: Cast = "default",
    engine: Engine = None,
    language: Annotated[str | None, typer.Option(metavar="en-GB|en-US", help="How numbers are said.")] = None,
    output: Annotated[str | None, typer.Option("--output", "-o", metavar="FILE", help="The WAV.")] = None,
    play: Annotated[bool, typer.Option("--play", help="Play it.")] = False,
) -> None:
    """Hear a voice, or a word without and with the lexicon: a WAV, its path on stdout."""
    from briefing import settings
    from briefing.edges import files, player
    from briefing.errors import Problem, UsageError
    from briefing.values import Lexicon

    chosen = settings.read_cast(cast)
    entry = chosen.voice(name)
    if entry is None:
        at_hand = ", ".join(voice.name for voice in chosen.voices)
        raise UsageError(Problem("", f"the cast {chosen.name} has no voice {name}", f"choose one of {at_hand}"))
    known = settings.read_lexicon(lexicon)
    variant = options.one_of("--language", language, options.LANGUAGES) or options.LANGUAGES[0]
    takes = [(text, known)]
    if word is not None:
        takes = [(word, Lexicon())]
        for how in _ways(word, known, variant):
            typer.echo(f"briefing: {how}", err=True)
            takes = [(word, Lexicon()), (word, known)]
    path = output or f"output/voice-{name}.wav"
    files.write(path, _wav(_speech(takes, entry, chosen, engine, variant)))
    typer.echo(path)
    if play and not player.play(path):
        typer.echo(f"briefing: no player was found to play it; open {path}", err=True)


def _ways(word: str, lexicon: Lexicon, language: str) -> Iterator[str]:
    """Yield how the lexicon says the words; tell that it has none of them."""
    from briefing.speaking.utterances import utterance
    from briefing.values import Delivery, Line, Piece

    pieces = utterance(Line("TRY", (Piece(word),)), lexicon, language, Delivery()).pieces
    found = [piece for piece in pieces if piece.ipa or piece.respelling]
    for piece in found:
        ways = " or ".join(filter(None, (piece.respelling, piece.ipa and f"/{piece.ipa}/")))
        yield f"{piece.text}: {ways}"
    if not found:
        typer.echo(f"briefing: the lexicon doesn't have {word}; it's said as the engine reads it", err=True)


def _speech(
    takes: Sequence[tuple[str, Lexicon]], entry: CastVoice, cast: CastList, engine: str | None, language: str
) -> Audio:
    """Return the takes one after another."""
    from briefing.speaking import casting, clips
    from briefing.speaking.engine import find
    from briefing.speaking.utterances import utterance
    from briefing.values import Audio, Delivery, Line, Piece

    speaker = find(engine)
    with contextlib.ExitStack() as stack:
        if close := getattr(speaker, "close", None):
            stack.callback(close)
        voice = casting.on(entry, cast, speaker)
        made = [
            clips.clip(speaker, utterance(Line("TRY", (Piece(text),)), lexicon, language, Delivery()), voice).audio
            for text, lexicon in takes
        ]
    rate = made[0].sample_rate
    return Audio((b"\0\0" * round(rate * PAUSE_S)).join(one.pcm for one in made), rate)


def _wav(audio: Audio) -> bytes:
    """Return sound as a WAV file."""
    import io
    import wave

    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setnchannels(1)
        wav.setsampwidth(2)
        wav.setframerate(audio.sample_rate)
        wav.writeframes(audio.pcm)
    return file.getvalue()
