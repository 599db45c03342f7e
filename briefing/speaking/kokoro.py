"""The natural engine: Kokoro-82M, in child processes, as many as clips are made at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.errors import EngineError, Problem
from briefing.speaking import kokoro_voices as timbre
from briefing.speaking import splitting
from briefing.speaking.kokoro_sounds import tokens
from briefing.speaking.kokoro_takes import Take, flaw, joined
from briefing.values import Audio, Speech, Utterance, Voice, WordTime

if TYPE_CHECKING:
    from briefing.edges.crew import Crew
    from briefing.speaking.splitting import Piece, Token

_RECIPE = 2
"""To be raised with each change here that changes the sound, so that old clips aren't taken for new ones."""

_GAIN = 0.6
"""Of full scale: some voices go over it, and the programme is brought to its level later."""

_MOST_CHILDREN = 6
"""Each takes 400 MB."""

_SLOWEST, _FASTEST = 0.5, 2.0
_ENGLISH = "en"


class Kokoro:
    """Kokoro-82M.

    A voice is one of its names (``bf_emma``) or a mix: ``af_heart:0.6+bf_emma:0.4``. Voices that begin with b are
    British and get British sounds.
    """

    name = "kokoro"

    def __init__(self, crews: tuple[Crew, Crew] | None = None) -> None:
        """Find what is installed (EngineError); ``crews`` are other children, for the sounds and for the clips."""
        from briefing.edges import kokoro
        from briefing.edges.crew import Crew

        self._installed = kokoro.locate()
        self.version = f"{self._installed.version}, recipe {_RECIPE}"
        command = self._installed.command
        self._threads = 1
        self._g2p, self._model = crews or (Crew("kokoro", command, 1), Crew("kokoro", command))

    def prepare(self, jobs: int, clips: int) -> None:
        """Start the children in the background: ``jobs`` clips are made at once, of ``clips`` that are wanted.

        Children side by side are quicker than threads, but a single clip is quicker with threads; the bytes are equal.
        """
        children = min(jobs, clips, _MOST_CHILDREN)
        self._threads = max(1, min(jobs, _MOST_CHILDREN) // children)
        self._model.limit(children)
        self._g2p.start({"warm": "tokens"})
        self._model.start({"warm": "sound", "threads": self._threads}, children)

    def close(self) -> None:
        """End the children."""
        self._g2p.close()
        self._model.close()

    def voices(self) -> tuple[str, ...]:
        """Return the names of the voices, each of which can be mixed with others."""
        return self._installed.voices

    def lacks(self, voice: str) -> Iterator[tuple[str, str]]:
        """Yield what is wrong with a voice's name or mix, and what there is."""
        try:
            timbre.parts(voice, self._installed.voices)
        except EngineError as error:
            yield error.problems[0].what, error.problems[0].todo

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance (EngineError)."""
        if utterance.language.partition("-")[0].lower() != _ENGLISH:
            what = f"the engine kokoro speaks English, not {utterance.language}"
            raise EngineError(Problem("", what, "give another engine with --engine"))
        mix = timbre.parts(voice.engine_voice, self._installed.voices)
        said = tokens(utterance, self._read, gb=timbre.is_british(mix))
        parts = splitting.pieces(said)
        if not parts:
            what = f"the engine kokoro finds nothing to say in “{utterance.text.strip()[:40]}”"
            raise EngineError(Problem("", what, "give the line words, or another engine with --engine"))
        pace = voice.wpm * utterance.delivery.rate / timbre.pace(mix)
        request = {
            "voice": mix,
            "speed": round(min(max(pace, _SLOWEST), _FASTEST), 4),
            "pitch": round(2 ** ((voice.pitch + utterance.delivery.pitch) / 12), 5),
            "gain": round(_GAIN * 10 ** (utterance.delivery.level / 20), 5),
        }
        return self._speech(parts, request, utterance)

    def _speech(self, parts: Sequence[Piece], request: dict[str, object], utterance: Utterance) -> Speech:
        """Return the pieces' sound, joined."""
        from briefing.edges import workers

        # The model's processes work side by side on one line too.
        with workers.threads(len(parts)) as executor:
            made = workers.ordered(executor, lambda part: self._takes(part, request), parts)
        pcm, rate, times = joined([take for takes in made for take in takes], float(str(request["speed"])))
        return Speech(Audio(pcm, rate), tuple(_words(times, utterance)))

    def _read(self, texts: Sequence[str]) -> list[list[tuple[str, str, str]]]:
        """Return each text's tokens: written, US sounds, white space."""
        head, _ = self._g2p.ask({"tokens": list(texts)}, 60 + sum(map(len, texts)) / 50)
        return [[(str(word), str(said), str(gap)) for word, said, gap in line] for line in head["tokens"]]

    def _takes(self, part: Piece, request: dict[str, object]) -> list[Take]:
        """Return a piece's takes: one, or one of each half where the whole came out badly (EngineError)."""
        take = self._take(part, request)
        fault = flaw(take)
        if not fault:
            return [take]
        smaller = splitting.halves(part)
        if len(smaller) == 1:
            # A single word: another mark at its end makes another clip of it.
            smaller = (replace(part, tokens=(*part.tokens, splitting.Token("", "…", gap=False))),)
        takes = [self._take(half, request) for half in smaller]
        if faults := [again for again in map(flaw, takes) if again]:
            what = f"the engine kokoro gave {fault} for “{_written(part)}”, and {faults[0]} at the second try"
            raise EngineError(Problem("", what, "try another voice, or another engine with --engine"))
        return takes

    def _take(self, part: Piece, request: dict[str, object]) -> Take:
        sounds = part.sounds
        head, pcm = self._model.ask({**request, "sound": sounds, "threads": self._threads}, 60 + len(sounds))
        try:
            speech = tuple((int(start), int(end)) for start, end in head["speech"])
            return Take(part, pcm, int(head["rate"]), speech, float(str(request["speed"])))
        except (KeyError, TypeError, ValueError) as error:
            what = "the engine kokoro gave an answer that makes no sense"
            raise EngineError(Problem("", what, "`briefing doctor` checks the engine")) from error


def _written(part: Piece) -> str:
    """Return a piece as it's written, for an error."""
    text = "".join(token.written + " " * token.gap for token in part.tokens).strip()
    return f"{text[:40].rstrip()}…" if len(text) > 40 else text  # noqa: PLR2004 (so much shows which one it is)


def _words(times: Sequence[tuple[Token, int]], utterance: Utterance) -> Iterator[WordTime]:
    """Yield the utterance's words at the times of the tokens in which they begin."""
    from briefing.speaking.pyttsx3 import word_times

    text, at, marks = utterance.text, 0, []
    whole = replace(utterance, pieces=(replace(utterance.pieces[0], text=text, ipa=None, respelling=None),))
    for token, ms in times:
        found = text.find(token.written, at, at + len(token.written) + 200) if token.written else -1
        if found >= 0:
            at = found + len(token.written)
            marks.append((0, found, ms))
    yield from word_times(marks, whole)
