"""The one form in which every benchmark gives what it measured: a figure beside its baseline and what is to be reached.

A benchmark is a module with a docstring, ``measure(given) -> Iterator[Figure]`` and, where it has options of its own,
``options(parser)`` and ``QUICK``, its options' values under ``--quick``. It's named in running.BENCHES.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

NOISE = 0.10
"""How much worse a figure of time, speed or memory may be than the last time before that counts; of others: nothing."""

NOISY = frozenset(("s", "ms", "MB", "lines/s", "words/s", "pages/s", "a minute", "s/s"))
SMALL, LARGE = 10, 100


class Missing(Exception):  # noqa: N818 - nothing went wrong: something isn't here
    """What a measurement needs and this machine doesn't have; the words say how to get it."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: what was measured (one name for ever: it's how a later run finds it), the value and its unit.

    ``baseline`` is the same of what ``against`` names, measured in the same run. ``at_most`` or ``at_least`` is what is
    to be reached, by the value or, with ``ratio``, by value / baseline. ``skipped`` says what is missing on this
    machine, ``stopped`` what broke the measurement; then there's no value.
    """

    what: str
    got: float | None = None
    unit: str = ""
    baseline: float | None = None
    against: str = ""
    at_most: float | None = None
    at_least: float | None = None
    ratio: bool = False
    note: str = ""
    skipped: str = ""
    stopped: str = ""

    @property
    def judged(self) -> float | None:
        """Return what is compared with the reach: the value, or its ratio to the baseline."""
        if not self.ratio or self.got is None:
            return self.got
        return self.got / self.baseline if self.baseline else None

    @property
    def verdict(self) -> str:
        """Return "reached", "missed", "skipped" or "stopped"; nothing where there's nothing to reach."""
        if self.skipped or self.stopped:
            return "stopped" if self.stopped else "skipped"
        return self._judge(self.judged)

    def worse(self, than: Figure) -> bool:
        """Tell whether what an older run reached is missed now, and by more than noise."""
        if than.verdict != "reached" or self.verdict not in {"missed", "stopped"}:
            return False
        if self.judged is None or than.judged is None:
            return True
        allowed = NOISE * abs(than.judged) if self.unit in NOISY else 0.0
        return abs(self.judged - than.judged) > allowed

    def _judge(self, value: float | None) -> str:
        if self.at_most is None and self.at_least is None:
            return ""
        low, high = self.at_least, self.at_most
        good = value is not None and (low is None or value >= low) and (high is None or value <= high)
        return "reached" if good else "missed"

    @property
    def reach(self) -> str:
        """Return what is to be reached, as it's printed."""
        unit = "" if self.ratio else self.unit
        signed = [("≥ ", self.at_least), ("≤ " if self.at_most else "", self.at_most)]
        if self.at_least == self.at_most:
            signed = [("", self.at_most)]
        bounds = ", ".join(sign + number(bound, unit) for sign, bound in signed if bound is not None)
        return f"{bounds} × the baseline" if self.ratio and bounds else bounds


def number(value: float | None, unit: str = "") -> str:
    """Return a value with its unit, in as many digits as say something."""
    if value is None:
        return "–"
    if value == round(value) or abs(value) >= LARGE:
        text = f"{value:,.0f}"
    else:
        text = f"{value:.1f}" if abs(value) >= SMALL else f"{value:.2f}"
    return text + (unit if unit in {"", "%"} else f" {unit}")


def cells(figure: Figure) -> tuple[str, str, str, str]:
    """Return value, baseline, reach and verdict of a figure, as a table shows them."""
    if trouble := figure.skipped or figure.stopped:
        return "–", "–", figure.reach, f"{figure.verdict}: {trouble}"
    ours, theirs = number(figure.got, figure.unit), ""
    if figure.baseline is not None:
        theirs = number(figure.baseline, figure.unit) + (f" ({figure.against})" if figure.against else "")
    if figure.ratio and figure.judged is not None:
        ours += f" = {figure.judged:.2f} ×"
    return ours + (f" ({figure.note})" if figure.note else ""), theirs, figure.reach, figure.verdict


def markdown(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def table(figures: Iterable[Figure]) -> str:
    """Return figures as a Markdown table."""
    return markdown(("what", "briefing", "baseline", "reach", ""), ((one.what, *cells(one)) for one in figures))
