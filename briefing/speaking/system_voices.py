"""pyttsx3 with the system's own voices (macOS, Windows): its public interface, a child process for each clip."""

from __future__ import annotations

import json
import platform
from functools import cached_property

from briefing.errors import EngineError, Problem, UnavailableError
from briefing.speaking.pyttsx3 import harmless
from briefing.speaking.sound import SoundError, decode
from briefing.values import Speech, Utterance, Voice

_RECIPE = 1


class SystemVoices:
    """pyttsx3 with one of its drivers: ``nsss`` (macOS), ``sapi5`` (Windows), ``espeak`` (to test this way on Linux).

    ``Voice.engine_voice`` is a list of wishes, the first that is installed counts: part of a voice's name
    (``Daniel``), or ``male`` or ``female`` with a number (``female 2``: the second of that gender in the language).
    """

    def __init__(self, driver: str) -> None:
        """Take pyttsx3's driver."""
        self.name = f"pyttsx3-{driver}"
        self._driver = driver

    @cached_property
    def version(self) -> str:
        """Return the versions of pyttsx3 and of the system, whose voices change with it."""
        from briefing.edges.espeak import locate

        return f"{locate().version}, {platform.system()} {platform.release()}, recipe {_RECIPE}"

    def voices(self) -> tuple[str, ...]:
        """Return the names of the installed voices (EngineError)."""
        answer = self._ask({"list": True}, 60)
        return tuple(str(name) for name in answer["voices"])

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance (EngineError)."""
        from briefing.edges import files

        text = "".join(harmless(piece.respelling or piece.text) for piece in utterance.pieces)
        with files.workshop() as folder:
            # Apple writes AIFF whatever the name says.
            request = {
                "text": text,
                "voices": [wish.strip() for wish in voice.engine_voice.split(",")],
                "language": utterance.language,
                "rate": round(voice.wpm * utterance.delivery.rate),
                "volume": min(10 ** (utterance.delivery.level / 20), 1.0),
                "folder": folder,
            }
            answer = self._ask(request, 30 + len(text) / 5)
            data = files.read(str(answer["file"]), limit=2_000_000_000)
        try:
            return Speech(decode(data))
        except SoundError as error:
            what = f"{self.name} gave a file that can't be read: {error}"
            raise EngineError(Problem("", what, "try again, or another voice")) from error

    def _ask(self, request: dict[str, object], timeout: float) -> dict[str, list[str] | str]:
        """Ask a child process (EngineError for whatever goes wrong there)."""
        from briefing.edges import driver

        try:
            done = driver.run({**request, "driver": self._driver, "timeout": timeout}, timeout + 5)
        except UnavailableError as error:
            raise EngineError(*error.problems) from error
        try:
            answer: dict[str, list[str] | str] = json.loads(done.out)
        except ValueError as error:
            what = f"pyttsx3's driver {self._driver} failed: {done.words}"
            raise EngineError(Problem("", what, "`briefing doctor` tells what is missing")) from error
        if "error" in answer:
            what = f"pyttsx3's driver {self._driver} failed: {answer['error']}"
            raise EngineError(Problem("", what, "`briefing voices` lists what there is"))
        return answer
