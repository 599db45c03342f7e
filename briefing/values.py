"""Every frozen value that crosses a stage, and the protocol that a speech engine follows.

The way through the program: source file -> Article -> Selection -> Script -> Clip -> Episode.
Positions in text are Unicode code points, zero-based and half-open. Positions in sound are frames.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, Protocol, TypeAlias

# --- The article -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A range of an article's text: ``0 <= start < end``, in code points, half-open."""

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse an empty or negative range (ValueError)."""
        if not 0 <= self.start < self.end:
            msg = f"not a range: {self.start},{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """Return the text in the range."""
        return text[self.start : self.end]

    @property
    def fragment(self) -> str:
        """Return the range as a URI fragment after RFC 5147: ``char=405,584``."""
        return f"char={self.start},{self.end}"

    def covers(self, other: Span) -> bool:
        """Tell whether ``other`` lies within this range."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: Span) -> bool:
        """Tell whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """What was read: the whole text of the source, and where in it the story stands.

    ``text`` is the source's text with newlines as LF; nothing else of it is changed, so every range leads into what
    the reader sees. ``sha256`` is that of ``text`` in UTF-8. ``body`` holds the ranges of the paragraphs that belong
    to the story, in order, the heading included where it stands in the text; what isn't in ``body`` is the page's
    furniture. ``heading`` is the range of the title where the text has it; ``title`` may also come from front matter.
    ``published`` is set only where the source states a full date. ``language`` is an ISO 639-1 code.
    ``source`` is what the user named; ``format`` is ``txt``, ``md`` or ``html``; ``encoding`` is how it was decoded.
    """

    source: str
    sha256: str
    text: str
    body: tuple[Span, ...]
    title: str | None = None
    heading: Span | None = None
    byline: tuple[str, ...] = ()
    dateline: Span | None = None
    published: dt.date | None = None
    language: str = "en"
    format: str = "txt"
    encoding: str = "utf-8"


# --- What is selected from it ------------------------------------------------------------------------------------

SpeakerKind: TypeAlias = Literal["person", "organisation", "role"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said it: a person, an organisation, or a role where the article gives no name.

    ``name`` is the fullest form in the article ("Ali Bahadori Jahromi"; "the foreign ministry"; "a spokesman").
    ``role`` is the role in the article's own words, without the name ("the spokesman for the Iranian government").
    ``gender`` is known only where the article says it (he, she, Mr, Ms).
    """

    name: str
    kind: SpeakerKind = "person"
    role: str | None = None
    gender: Literal["f", "m"] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation: its range without the outer marks, and whose words they are.

    ``partial`` is a fragment inside the writer's own sentence. ``speaker`` is None where the evidence doesn't decide;
    ``mention`` is the range of the words that decide it. ``key`` marks those worth a voice of their own.
    """

    span: Span
    speaker: Speaker | None = None
    mention: Span | None = None
    partial: bool = False
    key: bool = False


@dataclass(frozen=True, slots=True)
class Point:
    """A sentence of the article that stands on its own; ``score`` is from 0 to 1, the higher the more it matters."""

    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Selection:
    """What a briefing could say of an article: ranges only, no text.

    ``points`` are in order of importance, ``quotes`` and ``sentences`` (every sentence of the story, the heading left
    out) in the article's order.
    """

    article: Article
    headline: Span | None
    points: tuple[Point, ...]
    quotes: tuple[Quote, ...]
    sentences: tuple[Span, ...]


# --- The script ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Cite:
    """Where a line comes from: a source's key in the script's front matter, and one range or several.

    Several ranges are joined by ``[…]`` in the line. ``who`` is the link's text under a block quote ("Dmitry Peskov,
    Kremlin spokesman"); it is empty for the anchor's own lines.
    """

    source: str
    spans: tuple[Span, ...]
    who: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words in a line, in written form, and how to say it where that is set by hand.

    ``say`` is a respelling ("rah-EE-see"), ``ipa`` a transcription; at most one of them is set.
    """

    text: str
    say: str | None = None
    ipa: str | None = None
    stress: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A chapter's title (never spoken). The programme's own title stands in the script."""

    text: str
    at: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Line:
    """What one reader says in one breath: one clip.

    ``reader`` is a label of the script's voices. ``verbatim`` lines are block quotes: their text is the source's.
    ``beat`` lines are list items, each followed by a short pause. ``at`` is the line in the script's file, from 1.
    """

    reader: str
    pieces: tuple[Piece, ...]
    delivery: tuple[str, ...] = ()
    cite: Cite | None = None
    verbatim: bool = False
    beat: bool = False
    at: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """Return the line in written form."""
        return "".join(piece.text for piece in self.pieces)


DirectionKind: TypeAlias = Literal["pause", "beat", "sting", "music"]


@dataclass(frozen=True, slots=True)
class Direction:
    """A direction that isn't spoken: ``(pause 600ms)`` has 600 as ``ms``, ``(music: open)`` has "open" as ``cue``."""

    kind: DirectionKind
    ms: int | None = None
    cue: str | None = None
    at: int = field(default=0, compare=False)


Item: TypeAlias = Heading | Line | Direction


@dataclass(frozen=True, slots=True)
class Reader:
    """An entry of the script's ``voices``: a label, the full name for the transcript, a voice of the cast."""

    label: str
    voice: str
    name: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """An entry of the script's ``sources``.

    ``file`` is where the ranges lead (a path relative to the script, as written, not percent-encoded); ``origin`` is
    where the text was read from when ``file`` isn't that itself.
    """

    key: str
    file: str
    sha256: str
    title: str | None = None
    origin: str | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """A programme: front matter and running order. ``parse(format(script)) == script``."""

    title: str
    date: dt.date
    language: str
    readers: tuple[Reader, ...]
    sources: tuple[Source, ...]
    items: tuple[Item, ...]
    show: str | None = None

    @property
    def lines(self) -> Iterator[Line]:
        """Yield what is spoken, in order."""
        return (item for item in self.items if isinstance(item, Line))


# --- The sound -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Voice:
    """How somebody sounds in one engine: the engine's own voice name, the rate and the pitch.

    ``wpm`` is words a minute as they come out (the engine turns it into its own dial), ``pitch`` is in semitones from
    the voice's own.
    """

    name: str
    engine_voice: str
    wpm: int = 160
    pitch: float = 0.0


@dataclass(frozen=True, slots=True)
class SpokenPiece:
    """A run of words in spoken form, with IPA or a respelling where the lexicon or the script sets one."""

    text: str
    ipa: str | None = None
    respelling: str | None = None
    stress: bool = False


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a line is to be said: factors and differences that each engine turns into its own.

    ``rate`` multiplies the voice's words a minute, ``pitch`` is in semitones, ``level`` in dB, ``words`` are the
    words of the label for engines that know more.
    """

    rate: float = 1.0
    pitch: float = 0.0
    level: float = 0.0
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Utterance:
    """What an engine gets: a line in spoken form, its language (BCP 47) and its delivery."""

    pieces: tuple[SpokenPiece, ...]
    language: str = "en-GB"
    delivery: Delivery = Delivery()

    @property
    def text(self) -> str:
        """Return the spoken form, without IPA and respellings."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Audio:
    """Sound: signed 16-bit little-endian mono PCM and its sample rate in Hz."""

    pcm: bytes
    sample_rate: int

    @property
    def frames(self) -> int:
        """Return the length in frames."""
        return len(self.pcm) // 2


@dataclass(frozen=True, slots=True)
class WordTime:
    """When a word of the utterance begins, in ms from the start of the clip."""

    text: str
    ms: int


@dataclass(frozen=True, slots=True)
class Speech:
    """What an engine gives: the sound, and the times of the words where it knows them."""

    audio: Audio
    words: tuple[WordTime, ...] = ()


class Engine(Protocol):
    """A speech engine. It raises :class:`briefing.errors.EngineError` and nothing else.

    ``version`` is part of each clip's key in the cache: it must change whenever the sound may. ``synthesize`` may be
    called from several threads at once. An engine that takes no IPA says the respelling, else the text.
    """

    @property
    def name(self) -> str:
        """Return the engine's name, as ``--engine`` takes it."""

    @property
    def version(self) -> str:
        """Return the version of everything that shapes the sound."""

    def voices(self) -> tuple[str, ...]:
        """Return the names that ``Voice.engine_voice`` can have."""

    def synthesize(self, utterance: Utterance, voice: Voice) -> Speech:
        """Say the utterance."""


@dataclass(frozen=True, slots=True)
class Clip:
    """One line's sound, on disk: ``file`` holds raw PCM as in :class:`Audio`, ``frames`` of it at ``sample_rate`` Hz.

    The path is a string: a clip is a value, and only ``edges`` opens files.
    """

    line: Line
    voice: str
    file: str
    frames: int
    sample_rate: int
    words: tuple[WordTime, ...] = ()
    cached: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """An item of the running order with its place in the programme: frames at the programme's sample rate."""

    item: Item
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Rundown:
    """The running order with times."""

    slots: tuple[Slot, ...]
    sample_rate: int
    frames: int

    def seconds(self, frames: int) -> float:
        """Return a position in seconds."""
        return frames / self.sample_rate


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of the finished programme: title, start and end in frames at the rundown's sample rate."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Tags:
    """What the MP3 says of itself. ``art`` is a JPEG or PNG file's content; ``language`` is BCP 47."""

    title: str
    show: str
    author: str
    date: dt.date
    language: str
    description: str
    art: bytes | None = None


@dataclass(frozen=True, slots=True)
class Master:
    """What was measured on the finished MP3, decoded: ITU-R BS.1770-4 loudness (LUFS), true peak (dBTP), seconds."""

    lufs: float
    true_peak: float
    seconds: float
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Episode:
    """The finished programme: its files (paths as strings), the script that was spoken and its times."""

    script: Script
    rundown: Rundown
    master: Master
    output: str
    script_file: str
    transcript: str
    chapters: str
    record: str
    clips: int
    cached: int


# --- The settings --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class CastVoice:
    """A voice of the cast: what it is for each engine. ``gender`` helps to choose it for a quoted speaker."""

    name: str
    gender: Literal["f", "m"] | None
    engines: tuple[tuple[str, Voice], ...]

    def on(self, engine: str) -> Voice | None:
        """Return the voice for the engine of that name."""
        return next((voice for name, voice in self.engines if name == engine), None)


@dataclass(frozen=True, slots=True)
class Cast:
    """Who gets which voice: the anchor's, and those for the people quoted."""

    name: str
    voices: tuple[CastVoice, ...]

    def voice(self, name: str) -> CastVoice | None:
        """Return the cast's voice of that name."""
        return next((voice for voice in self.voices if voice.name == name), None)


@dataclass(frozen=True, slots=True)
class Pronunciation:
    """An entry of the lexicon: how a word (or a run of words) is said. ``ipa`` or ``say`` or both are set."""

    word: str
    say: str | None = None
    ipa: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """How words are said, looked up as they are written."""

    entries: tuple[Pronunciation, ...] = ()


@dataclass(frozen=True, slots=True)
class Show:
    """A podcast or programme: its name and its wording.

    ``sign_on`` and ``sign_off`` may hold ``{day}``, ``{show}`` and ``{sources}``. ``art`` is a path or None.
    ``time_zone`` is an IANA name and decides what "today" is.
    """

    name: str = "Briefing"
    author: str = "briefing"
    language: str = "en-GB"
    time_zone: str = "UTC"
    sign_on: str = "It's {day}. Here is your briefing."
    sign_off: str = "That's your briefing. {sources} It was read by synthetic voices."
    art: str | None = None
