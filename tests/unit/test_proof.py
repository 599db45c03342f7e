from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from newsdesk import DAY, STORY, article, cast

from briefing import drafts, pipeline, proofs, reading
from briefing.edges import waveform
from briefing.errors import BadInputError, BriefingError, UsageError
from briefing.language.markup import Markup, el, join
from briefing.proofing.marking import blocks
from briefing.proofing.page import page
from briefing.proofing.sheet import (
    Sheet,
    Sound,
    Story,
    colours,
    left_out,
    recorded_times,
    rows,
)
from briefing.reading import furniture
from briefing.settings import Settings
from briefing.values import Cite, Heading, Line, Piece, Quote, Reader, Script, Source, Span, Speaker

FURNITURE = "Share this article\n\nHome\n\n" + STORY + "\nRead more: Oil prices climb\n"
SHORT = "Bridge shuts\n\n“The steel will not wait for us any longer,” the chief engineer, Maria Lindqvist, said.\n"
HOSTILE = "</script><script>alert(1)</script></style>\u2028“\"'<img src=x onerror=alert(2)>&lt;\u202e\x00]]>-->"


def script(*items: Heading | Line, title: str = "Bridge") -> Script:
    readers = (Reader("ANCHOR", "anchor"), Reader("LINDQVIST", "quote-1", "Maria Lindqvist"))
    return Script(title, DAY, "en-GB", readers, (Source("bridge", "bridge.txt", "0"),), items)


def line(text: str, *spans: Span, reader: str = "ANCHOR", rules: tuple[str, ...] = ()) -> Line:
    cite = Cite("bridge", spans, "Maria Lindqvist, engineer" if reader != "ANCHOR" else "") if spans else None
    return Line(reader, (Piece(text),), cite=cite, verbatim=reader != "ANCHOR", rules=rules)


def span(text: str, within: str = STORY) -> Span:
    return Span(within.index(text), within.index(text) + len(text))


QUOTED = "We have put this off for too long, and the steel will not wait,"
SPOKEN = script(
    Heading("Headlines"),
    line("Harbour bridge to close.", span("Harbour bridge to close for a year")),
    line("It closes, the city council said.", span(STORY.split("\n\n")[1]), rules=("attribution first",)),
    line(QUOTED, span(QUOTED), reader="LINDQVIST"),
    line("That's all."),
)


def sheet(**changes: object) -> Sheet:
    quotes = (Quote(span(QUOTED), Speaker("Maria Lindqvist")), Quote(span("My shop lives"), Speaker("Tom Okafor")))
    story = Story("bridge", article(), (), quotes, (span("The work costs 12 million pounds"),))
    values: dict[str, object] = {"script": SPOKEN, "stories": (story,), "rows": rows(SPOKEN.items, None)} | changes
    return Sheet(**values)  # type: ignore[arg-type] # fields by name


def visible(markup: str) -> str:
    return re.sub(r"<[^>]*>", "", re.sub(r"<(style|script)>.*?</\1>", "", markup, flags=re.DOTALL))


# --- markup


def test_whatever_is_no_markup_is_escaped() -> None:
    assert el("p", "<b>", Markup("<i></i>"), ["&", None], class_='"x"', hidden=False, data_a=1) == (
        '<p class="&quot;x&quot;" data-a="1">&lt;b&gt;<i></i>&amp;</p>'
    )
    assert join("a\x00b\u202ec\ud800d") == "abcd"


# --- runs


def test_the_runs_of_a_story_are_its_text_and_every_told_range_is_marked() -> None:
    story = sheet().stories[0]
    found = list(blocks(story, rows(SPOKEN.items, None), {"LINDQVIST": "Maria Lindqvist"}))
    assert ["".join(run.text for run in block.runs) for block in found] == [one.of(STORY) for one in story.article.body]
    runs = [run for block in found for run in block.runs]
    assert "".join(run.text for run in runs if 4 in run.told) == QUOTED
    assert next(run for run in runs if 4 in run.told).speaker == "Maria Lindqvist"
    assert "".join(run.text for run in runs if 3 in run.told) == STORY.split("\n\n")[1]
    assert [run.text for run in runs if run.speaker == "Tom Okafor"] == ["My shop lives"]
    assert [run.text for run in runs if run.point] == ["The work costs 12 million pounds"]
    assert found[0].heading
    assert not found[1].heading


def test_a_quotation_within_a_told_sentence_leads_to_its_own_line_first() -> None:
    sentence = Span(span(QUOTED).start - 1, span(QUOTED).end + 30)
    spoken = script(line("Whole.", sentence), line(QUOTED, span(QUOTED), reader="LINDQVIST"))
    story = Story("bridge", article())
    told = [run.told for block in blocks(story, rows(spoken.items, None), {}) for run in block.runs if run.told]
    assert told == [(1,), (2, 1), (1,)]


def test_ranges_that_overlap_or_run_over_paragraphs_lose_nothing() -> None:
    spans = [Span(start, start + 70) for start in range(0, len(STORY) - 70, 7)]
    spoken = script(*(line("x", one) for one in spans))
    found = blocks(Story("bridge", article()), rows(spoken.items, None), {})
    texts = ["".join(run.text for run in block.runs) for block in found]
    assert texts == [one.of(STORY) for one in article().body]


# --- furniture


def test_what_was_left_out_is_named_with_its_rule() -> None:
    read = reading.read_text(FURNITURE, source="a.txt")
    found = left_out(read, furniture.dropped(FURNITURE))
    assert {one.of(FURNITURE): rule for one, rule in found}.keys() == {
        "Share this article", "Home", "Read more: Oil prices climb",
    }  # fmt: skip
    assert all(rule for _, rule in found)


def test_every_word_is_either_the_storys_or_left_out() -> None:
    for text in (STORY, FURNITURE, FURNITURE * 2):
        try:
            read = reading.read_text(text, source="a.txt")
        except BriefingError:
            continue
        shown = [*read.body, *(one for one, _ in left_out(read, furniture.dropped(text)))]
        covered = {at for one in shown for at in range(one.start, one.end)}
        assert not [at for at, char in enumerate(text) if char.isalnum() and at not in covered]


def test_a_paragraph_that_no_rule_named_is_left_out_all_the_same() -> None:
    whole = article()
    short = replace(whole, body=whole.body[:-1])
    assert [(one.of(STORY), rule) for one, rule in left_out(short, ())] == [
        ("The work costs 12 million pounds and ends in May of next year.", "outside the story")
    ]


# --- the page


def test_the_page_shows_article_script_and_ranges() -> None:
    made = page(sheet())
    text = visible(made)
    assert "It closes, the city council said." in text
    assert f"“{QUOTED}”" in text
    assert f"bridge, characters {span(QUOTED).start}–{span(QUOTED).end}" in text
    assert "Turned for the ear: attribution first" in text
    assert 'href="#r4" class="m told quote s1" data-rows="4"' in made
    assert 'id="m4"' in made
    assert "<audio" not in made


def test_every_link_of_the_page_leads_somewhere_on_it() -> None:
    made = page(sheet())
    targets = set(re.findall(r' href="#([^"]+)"', made))
    assert targets <= set(re.findall(r' id="([^"]+)"', made))
    assert len(targets) > 4
    assert len(re.findall(r' id="([^"]+)"', made)) == len(set(re.findall(r' id="([^"]+)"', made)))


def test_speakers_have_colours_in_the_order_of_the_script() -> None:
    assert colours(sheet()) == {"Maria Lindqvist": 1, "Tom Okafor": 2}


def test_the_policy_names_the_pages_own_script_and_style_and_nothing_else() -> None:
    made = page(sheet())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', made)
    assert policy
    for name in ("script", "style"):
        (text,) = re.findall(rf"<{name}>(.*?)</{name}>", made, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{name}-src &#x27;sha256-{digest}&#x27;" in policy[1]
    assert policy[1].startswith("default-src &#x27;none&#x27;")
    assert "unsafe" not in policy[1]


def test_no_text_breaks_the_page_or_runs_in_it() -> None:
    text = f"{HOSTILE}\n\n{HOSTILE} said on Monday that all is well.\n"
    read = article(text, source=HOSTILE, title=HOSTILE, language=HOSTILE)
    quote = Quote(read.body[0], Speaker(HOSTILE))
    spoken = replace(
        script(Heading(HOSTILE), line(HOSTILE, read.body[0], reader="LINDQVIST", rules=(HOSTILE,)), title=HOSTILE),
        readers=(Reader("LINDQVIST", "x", HOSTILE),),
        show=HOSTILE,
        language=HOSTILE,
    )
    story = Story("bridge", read, ((read.body[1], HOSTILE),), (quote,))
    sound = Sound(HOSTILE, 2.0, (0.1, 1.0))
    made = page(Sheet(spoken, (story,), rows(spoken.items, [(0, 0), (0, 2)]), sound, (HOSTILE,)))
    assert made.count("<script") == made.count("</script>") == 1
    assert made.count("<style") == made.count("</style>") == 1
    assert "<img" not in made
    assert "\u202e" not in made
    assert "\x00" not in made
    assert not re.findall(r"<[^<>]*\son\w+=", re.sub(r"\"[^\"]*\"", "", made))


def test_the_waveform_has_each_line_in_its_place() -> None:
    times = [(0.0, 0.0), (0.0, 2.0), (2.0, 4.0), (4.5, 8.0), (8.0, 10.0)]
    made = page(sheet(rows=rows(SPOKEN.items, times), sound=Sound("a.mp3", 10.0, (0.5,) * 100)))
    assert '<rect x="45.00" y="0" width="35.00" height="100" class="lane said quoted s1" data-row="4"/>' in made
    assert len(re.findall(r'class="wave s1"', made)) == 1
    assert 'data-start="4.500" data-end="8.000"' in made
    assert '<audio controls preload="metadata" src="a.mp3"' in made


def test_what_does_not_check_is_told_in_place_of_all_is_well() -> None:
    assert "Every quotation is" in page(sheet())
    made = page(sheet(findings=("bridge: Q01 it isn't so",)))
    assert "Every quotation is" not in made
    assert "Q01" in made


def test_a_script_without_lines_has_a_page() -> None:
    bare = script()
    assert "0 lines" in page(sheet(script=bare, rows=()))


# --- times


def test_a_records_times_are_the_scripts_only_where_the_items_are() -> None:
    items = [{"text": getattr(item, "text", ""), "start": at, "end": at + 1} for at, item in enumerate(SPOKEN.items)]
    assert recorded_times(SPOKEN, items) == [(at, at + 1) for at in range(len(SPOKEN.items))]
    assert recorded_times(SPOKEN, items[:-1]) is None
    assert recorded_times(SPOKEN, [*items[:-1], {**items[-1], "text": "Edited."}]) is None
    assert recorded_times(SPOKEN, [*items[:-1], {**items[-1], "start": None}]) is None


# --- from sources to the page


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "bridge.txt").write_text(FURNITURE, encoding="utf-8")
    return tmp_path


CHOSEN = Settings(cast=cast(), engine="tone:Tone", date=DAY)


def test_an_article_without_sound_is_written_beside_no_mp3(desk: Path) -> None:
    path = proofs.proof(["bridge.txt"], CHOSEN, sounding="none")
    assert path == "output/2026-05-04-harbour-bridge-to-close-for-a-year.proof.html"
    text = visible((desk / path).read_text(encoding="utf-8"))
    assert "Left out: " in text
    assert "Share this article" in text
    assert [file.name for file in (desk / "output").iterdir()] == [Path(path).name]


@pytest.mark.engine
def test_article_script_and_record_show_the_same_and_the_record_its_own_sound(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    episode, _ = pipeline.render(pipeline.draft(["bridge.txt"], CHOSEN), CHOSEN, None)
    chosen = replace(CHOSEN, date=None)
    article_, script_ = (
        Path(proofs.proof([source], given, sounding="none")).read_text(encoding="utf-8")
        for source, given in (("bridge.txt", CHOSEN), (episode.script_file, chosen))
    )
    record = Path(proofs.proof([episode.record], chosen)).read_text(encoding="utf-8")
    for text in (article_, script_, record):
        assert "Left out: " in text
    rules = [re.findall(r"Turned for the ear: ([^<]*)", text) for text in (article_, script_, record)]
    assert rules[0]
    assert rules[0] == rules[1] == rules[2]
    assert base64.b64encode(Path(episode.output).read_bytes()).decode() in record
    assert 'data-start="' in record
    # A large sound lies beside the page, unless it's wanted inside.
    monkeypatch.setattr(proofs, "MOST_EMBEDDED", 10)
    assert 'src="a%20%231.mp3"' in Path(proofs.proof([episode.record], chosen, "a #1.html")).read_text(encoding="utf-8")
    assert (desk / "a #1.mp3").read_bytes() == Path(episode.output).read_bytes()
    inside = proofs.proof([episode.record], chosen, "b.html", sounding="embed")
    assert "data:audio" in Path(inside).read_text(encoding="utf-8")


@pytest.mark.engine
@pytest.mark.usefixtures("desk")
def test_an_article_is_spoken_for_its_proof() -> None:
    Path("short.txt").write_text(SHORT, encoding="utf-8")
    text = Path(proofs.proof(["short.txt"], CHOSEN)).read_text(encoding="utf-8")
    assert 'src="data:audio/mpeg;base64,' in text
    assert "lane said quoted" in text


def test_a_script_edited_since_its_sound_was_made_is_told(desk: Path) -> None:
    made = pipeline.draft(["bridge.txt"], CHOSEN)

    (desk / "a.script.md").write_text(drafts.markdown(made, "."), encoding="utf-8")
    record = {"record": 1, "files": [{"name": "a.script.md"}, {"name": "a.mp3"}], "items": []}
    (desk / "a.json").write_text(json.dumps(record), encoding="utf-8")
    with pytest.raises(BadInputError, match="edited since"):
        proofs.proof(["a.json"], CHOSEN)


NO_RECORDS = (
    "",
    "[]",
    "{}",
    '{"record": 1}',
    '{"record": 1, "files": [1], "items": []}',
    "[" * 99_999,
    '{"record": 1, "files": [], "items": []}',
    '{"record": 1, "files": [{"name": "../x.script.md"}], "items": []}',
)


@pytest.mark.parametrize("content", NO_RECORDS, ids=lambda content: content[:24] or "empty")
def test_what_is_no_record_is_told(desk: Path, content: str) -> None:
    (desk / "odd.json").write_text(content, encoding="utf-8")
    with pytest.raises(BadInputError):
        proofs.proof(["odd.json"], CHOSEN)


@pytest.mark.usefixtures("desk")
def test_a_proof_never_takes_the_place_of_its_source() -> None:
    Path("page.html").write_text(f"<article><p>{STORY}</p></article>", encoding="utf-8")
    with pytest.raises(UsageError, match="one of the sources"):
        proofs.proof(["page.html"], CHOSEN, "page.html", sounding="none")


@pytest.mark.usefixtures("desk")
def test_the_place_of_a_proof_is_a_page_or_a_folder() -> None:
    with pytest.raises(UsageError, match="neither a page nor a folder"):
        proofs.proof(["bridge.txt"], CHOSEN, "proof.pdf", sounding="none")


@pytest.mark.engine
def test_peaks_show_where_it_is_loud(tmp_path: Path) -> None:
    import wave

    path = tmp_path / "a.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(16_000) + (20_000).to_bytes(2, "little", signed=True) * 8000)
    peaks, seconds = waveform.peaks(str(path), 10)
    assert seconds == pytest.approx(2.0)
    assert peaks == (0.0,) * 5 + (1.0,) * 5
