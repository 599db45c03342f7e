"""What can be wrong in a script's file: one table of codes, what is wrong and what to do."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from briefing.errors import Problem

# F: front matter. P: structure. L: labels and links. The words in braces are filled in where the mistake is found.
CODES: Final[dict[str, tuple[str, str]]] = {
    "F01": ("there is no front matter", "begin the file with a line ---, then script: 1, title:, date:, voices:"),
    "F02": ("the front matter never ends", "close it with a line ---"),
    "F03": ("the front matter isn't YAML: {why}", "mend the line, or put the value in double quotes"),
    "F04": ("{key}: is missing", "add {key}: to the front matter"),
    "F05": ("{key}: isn't {kind}", "write {example}"),
    "F06": ("the script's version is {value}", "this program reads version 1: write script: 1"),
    "F07": ("{value} isn't a date", "write it as date: 2021-12-28"),
    "F08": ("{value} isn't a language tag", "write a tag such as language: en-GB"),
    "F09": ("{value} can't be a label", "use capitals, digits, space, . ' - and a letter first, such as R CLINTON"),
    "F10": ("{value} stands there twice", "keep one of them"),
    "P01": ("the title {title} isn't the front matter's", "make the # line and title: the same"),
    "P02": ("a second # title, or one after the start", "use ## for a chapter"),
    "P03": ("a heading of level {level}", "use ## for a chapter, plain words for the rest"),
    "P04": ("an empty heading", "give the chapter a title, or delete the line"),
    "P05": ("a rule can't be spoken", "delete the line, or write (pause 600ms) or (sting)"),
    "P06": ("a numbered list can't be spoken", "begin each item with - , or escape the stop: 1986\\."),
    "P07": ("a list within a list", "make it one list"),
    "P08": ("a block quote within a list or a quote", "set it off with empty lines before and after"),
    "P09": ("code can't be spoken", "take the backticks away, or escape them: \\`"),
    "P10": ("a table can't be spoken", "say it in a sentence"),
    "P11": ("raw HTML can't be spoken", "delete it, escape it: \\<, or close the note: <!-- … --> on lines of its own"),
    "P12": ("an image can't be spoken", "delete it"),
    "P13": ("a bare web address can't be spoken", "delete it, or escape it: http\\://"),
    "P14": ("]( is left over from a link that isn't one", "put the target in angle brackets: [word](<say:a b>)"),
    "P15": ("{mark} stands outside a quote of several ranges", "give each part its range, or escape it: \\[…\\]"),
    "P16": ("({words}) is no direction", "use (pause 600ms), (beat), (sting) or (music: open), or escape it: \\("),
    "P17": ("there is nothing to speak", "write a paragraph that begins with a label, such as ANCHOR:"),
    "L01": ("nobody reads this", "begin the paragraph with a label, such as ANCHOR:"),
    "L02": ("{label} isn't under voices:", "add it there, or escape the colon: {label}\\:"),
    "L03": ("the delivery {word} isn't known", "use bright warm grave slower faster softer, rate=150 or pitch=+2st"),
    "L04": ("the quote has no label", "begin it with who speaks, such as > QUOTE:"),
    "L05": ("the quote doesn't say where it comes from", "end it with a line > — [who](FILE#char=a,b)"),
    "L06": ("a link to {target} can't be spoken", "use [↗](FILE#char=a,b), [word](say:…) or [word](ipa:…)"),
    "L07": ("{target} has no range", "write FILE#char=a,b with whole numbers, a less than b"),
    "L08": ("{target} isn't under sources:", "add the file there, or mend its name"),
    "L09": ("one line, two sources", "make a sentence of each"),
    "L10": ("there are no words before the source link", "put it after the sentence, or delete it"),
    "L11": ("the pronunciation is empty", "write [word](say:RE-spel), or take the link away"),
    "L12": ("words after the quote's attribution", "begin a new block quote for them"),
    "L13": ("the link text {text} wouldn't be spoken", "write the words before it, and [↗](…) after the sentence"),
    "L14": ("the link's title “{title}” says nothing", 'write "checked: YOUR NAME" if you vouch for it, or delete it'),
}


@dataclass(slots=True)
class Mistakes:
    """Where a parser of one file puts the problems it finds."""

    file: str
    problems: list[Problem] = field(default_factory=list)

    def add(self, code: str, line: int, **words: object) -> None:
        """Put down a mistake with the words that its row of the table needs; a long word is cut."""
        what, todo = CODES[code]
        short = {key: _short(str(value)) for key, value in words.items()}
        self.problems.append(Problem(code, what.format(**short), todo.format(**short), self.file, line))


def _short(text: str) -> str:
    """Return a word that fits in a message of one line."""
    line = " ".join(text[:200].split())
    return line if len(line) <= 60 else f"{line[:57]}…"  # noqa: PLR2004 - half a terminal's line
