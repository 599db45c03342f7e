"""The benchmarks' one form: what counts as reached, as worse, what is kept, and what the README shows of it."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import SimpleNamespace

import environment
import pytest
from benches import readme, results, running
from benches.figures import Figure, Missing, number, table

STAMP = {
    "date": "2026-05-04", "commit": "abc", "clean": True, "system": "Debian", "cpu": "Z80", "cores": 1,
    "memory": "1 GB", "python": "3.11.7",
}  # fmt: skip

VERDICTS = (
    (Figure("faults", 0, at_most=0), "reached"),
    (Figure("faults", 1, at_most=0), "missed"),
    (Figure("right", 85.0, "%", at_least=85), "reached"),
    (Figure("right", 84.9, "%", at_least=85), "missed"),
    (Figure("off", -11.0, "%", at_least=-10, at_most=10), "missed"),
    (Figure("wall", 5.0, "s", 10.0, at_most=0.5, ratio=True), "reached"),
    (Figure("wall", 5.1, "s", 10.0, at_most=0.5, ratio=True), "missed"),
    (Figure("wall", 5.0, "s", 0.0, at_most=0.5, ratio=True), "missed"),
    (Figure("pages", 12), ""),
    (Figure("wall", at_most=1, skipped="needs a horse"), "skipped"),
    (Figure("wall", at_most=1, stopped="it fell"), "stopped"),
)


@pytest.mark.parametrize(("figure", "verdict"), VERDICTS)
def test_a_figure_knows_whether_it_is_enough(figure: Figure, verdict: str) -> None:
    assert figure.verdict == verdict


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (0, "", "0"),
        (0.123, "s", "0.12 s"),
        (12.34, "%", "12.3%"),
        (20_000.4, "words/s", "20,000 words/s"),
        (3.0, "", "3"),
    ],
)
def test_a_value_is_shown_in_the_digits_that_say_something(value: float, unit: str, shown: str) -> None:
    assert number(value, unit) == shown


@pytest.mark.parametrize(
    ("old", "new", "lost"),
    [
        (Figure("a", 9.5, "s", at_most=10), Figure("a", 10.1, "s", at_most=10), False),
        (Figure("a", 9.0, "s", at_most=10), Figure("a", 10.1, "s", at_most=10), True),
        (Figure("a", 0, at_most=0), Figure("a", 1, at_most=0), True),
        (Figure("a", 85.0, "%", at_least=85), Figure("a", 84.9, "%", at_least=85), True),
        (Figure("a", 84.0, "%", at_least=85), Figure("a", 83.0, "%", at_least=85), False),
        (
            Figure("a", 1.0, "s", 2.0, at_most=0.5, ratio=True),
            Figure("a", 3.0, "s", 5.9, at_most=0.5, ratio=True),
            False,
        ),
        (Figure("a", 1.0, "s", at_most=2), Figure("a", at_most=2, stopped="it fell"), True),
        (Figure("a", 1.0, "s", at_most=2), Figure("a", at_most=2, skipped="needs a horse"), False),
    ],
)
def test_a_figure_is_lost_when_it_was_reached_and_is_missed_by_more_than_noise(
    old: Figure, new: Figure, *, lost: bool
) -> None:
    assert new.worse(old) is lost
    before, after = (results.Result(STAMP, 1, quick=False, figures=(one,)) for one in (old, new))
    text, count = results.compare({"x": before}, {"x": after})
    assert (count, "**lost**" in text) == (lost, lost)


def test_a_comparison_says_when_machine_and_cases_differ() -> None:
    figures = (Figure("a", 1, at_most=2),)
    old = results.Result(STAMP | {"cores": 64}, 1, quick=True, figures=figures)
    text, lost = results.compare({"x": old}, {"x": results.Result(STAMP, 1, quick=False, figures=figures)})
    assert lost == 0
    assert "x: another machine" in text
    assert "x: one of the two runs was quick" in text


def test_a_bar_in_a_cell_does_not_break_the_table() -> None:
    assert table([Figure("a|b", 1)]).splitlines()[-1] == "| a\\|b | 1 |  |  |  |"


def test_results_come_back_from_the_file_equal_and_older_ones_of_other_benchmarks_stay(tmp_path: Path) -> None:
    file = tmp_path / "figures.json"
    one = results.Result(STAMP, 1.5, quick=False, figures=(Figure("a", 0, baseline=0.25, at_most=0, note="of 3"),))
    two = results.Result(STAMP, 2.5, quick=True, figures=(Figure("b", skipped="needs a horse", ratio=True),))
    results.save(file, {"quotes": two}, running.BENCHES)
    results.save(file, {"make": one}, running.BENCHES)
    results.save(file, {"quotes": one}, running.BENCHES)
    assert results.load(file) == {"quotes": one, "make": one}
    assert list(json.loads(file.read_text(encoding="utf-8"))["benches"]) == ["quotes", "make"]
    assert [path.name for path in tmp_path.iterdir()] == ["figures.json"]


def bench_that(error: Exception) -> SimpleNamespace:
    def measure(_: argparse.Namespace) -> Iterator[Figure]:
        yield Figure("first", 1, at_most=2)
        raise error

    return SimpleNamespace(measure=measure)


@pytest.mark.parametrize(
    ("error", "verdict", "words"),
    [
        (Missing("needs a horse"), "skipped", "needs a horse"),
        (ValueError("make /tmp/x/a.txt\nfell"), "stopped", "make a.txt fell"),
    ],
)
def test_what_was_measured_before_a_benchmark_breaks_off_is_kept(
    error: Exception, verdict: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(running, "stamp", lambda: STAMP)
    result = running.measured(bench_that(error), "bench", argparse.Namespace(quick=False))  # type: ignore[arg-type]  # all that it uses of a module
    assert [(one.what, one.verdict) for one in result.figures] == [("first", "reached"), ("the rest", verdict)]
    assert words in table(result.figures)


def test_two_figures_of_one_name_are_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "stamp", lambda: STAMP)
    twice = SimpleNamespace(measure=lambda _: iter([Figure("a", 1), Figure("a", 2)]))
    result = running.measured(twice, "bench", argparse.Namespace(quick=False))  # type: ignore[arg-type]  # as above
    assert result.figures[-1].verdict == "stopped"


@pytest.mark.parametrize(
    ("arguments", "names"),
    [
        (["quotes", "folder"], ["quotes"]),
        (["quotes", "make", "--quick"], ["quotes", "make"]),
        (["plain", "plain"], ["plain"]),
        (["all", "--quick"], list(running.BENCHES)),
        (["nothing"], []),
    ],
)
def test_the_names_stand_first(arguments: list[str], names: list[str]) -> None:
    assert running.chosen(arguments) == names


@pytest.mark.parametrize("name", running.BENCHES)
def test_every_benchmark_has_the_same_form(name: str) -> None:
    module = import_module(f"benches.{name}")
    assert running.summary(name).endswith((".", ":"))
    assert hasattr(module, "measure")
    quick = running.parsed(module, name, ["--quick"])
    full = running.parsed(module, name, [])
    for option, value in getattr(module, "QUICK", {}).items():
        assert getattr(quick, option) == value != getattr(full, option)


def test_no_benchmark_is_left_out_of_all() -> None:
    texts = {path.stem: path.read_text(encoding="utf-8") for path in running.HERE.glob("*.py")}
    assert {name for name, text in texts.items() if "\ndef measure(" in text} == set(running.BENCHES)


def test_a_run_prints_its_table_writes_it_and_notices_what_was_lost(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    pages, file = tmp_path / "pages", tmp_path / "figures.json"
    pages.mkdir()
    story = "Bridge closes\n\nThe council closed the harbour bridge on Monday for a year, it said in a statement.\n"
    (pages / "a.txt").write_text(story, encoding="utf-8")
    assert running.main(["plain", str(pages), "--json", str(file)]) == 0
    assert "| pages: lines lost | 0 (1 articles) |  | 0 | reached |" in capsys.readouterr().out
    (pages / "a.txt").write_text(f"{story}\nShare this article\n", encoding="utf-8")
    assert running.main(["plain", str(pages)]) == 1
    assert running.main(["plain", str(pages), "--compare", str(file)]) == 1
    assert "**lost**" in capsys.readouterr().out


def test_data_that_is_not_there_is_skipped_with_a_line_that_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert running.main(["quotes"]) == 0
    assert "skipped: needs the data `quotes`: give its folder, or --data" in capsys.readouterr().out


def test_several_run_each_in_a_process_of_its_own_and_are_summed_up(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "figures.json"
    assert running.main(["quotes", "html", "--quick", "--json", str(file)]) == 0
    assert list(results.load(file)) == ["quotes", "html"]
    assert "skipped: 2\n- quotes: all of it\n- html: all of it" in capfd.readouterr().out


def test_a_stamp_names_no_place_on_this_machine() -> None:
    stamp = json.dumps(results.stamp())
    assert str(environment.ROOT) not in stamp
    assert str(Path.home()) not in stamp
    assert json.loads(stamp)["packages"]["typer"]


@pytest.mark.parametrize(("loads", "busy"), [((0.6, 2.0), False), ((17.3, 2.0), True)])
def test_the_table_says_when_the_machine_was_busy(
    loads: tuple[float, float], *, busy: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readme, "ROWS", (("Words", "x", "a"), ("More words", "y", "a")))
    of = {
        name: results.Result(STAMP | {"load": load, "cores": 2}, 1, quick=False, figures=(Figure("a", 1),))
        for name, load in zip("xy", loads, strict=True)
    }
    assert ("busy" in readme.table(of)) is busy
    assert readme.table(of).count("2026-05-04") == 1


# --- The README's table ------------------------------------------------------------------------------------------


def test_the_table_in_the_readme_is_the_one_that_the_figures_make() -> None:
    text = readme.README.read_text(encoding="utf-8")
    shown = text.partition(readme.BEGIN)[2].partition(readme.END)[0]
    assert shown == readme.table(results.load(readme.FIGURES)), "run scripts/bench readme"


def test_the_table_is_written_between_its_marks_and_the_rest_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = readme.README.read_text(encoding="utf-8")
    monkeypatch.setattr(readme, "README", tmp_path / "README.md")
    readme.README.write_text(before.replace(readme.END, f"an older table\n{readme.END}"), encoding="utf-8")
    assert readme.write() == 0
    assert readme.README.read_text(encoding="utf-8") == before
    readme.README.write_text("no marks", encoding="utf-8")
    with pytest.raises(SystemExit, match="no place for the table"):
        readme.write()


@pytest.mark.parametrize(("words", "name", "what"), readme.ROWS)
def test_every_row_of_it_was_measured_in_full(words: str, name: str, what: str) -> None:
    result = results.load(readme.FIGURES)[name]
    figures = {one.what: one for one in result.figures}
    assert words
    assert figures[what].got is not None
    assert not result.quick


def test_the_figures_in_the_repository_hold_no_path() -> None:
    text = readme.FIGURES.read_text(encoding="utf-8")
    assert not [word for word in json.loads(text, object_pairs_hook=_strings) if word.startswith(("/", "~", "C:"))]
    assert "/tmp" not in text  # noqa: S108 - that's what may not be in it
    assert ".venv" not in text


def _strings(pairs: list[tuple[str, object]]) -> list[str]:
    """Return all the strings of an object, of those in it too."""
    found: list[str] = []
    for key, value in pairs:
        values = value if isinstance(value, list) else [value]
        found += [key, *(text for text in values if isinstance(text, str))]
    return found
