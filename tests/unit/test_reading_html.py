from __future__ import annotations

import datetime as dt
import json
import time
from pathlib import Path

import pytest

from briefing.errors import BadInputError
from briefing.reading import read, read_bytes, read_text
from briefing.reading.html.charsets import decode_page
from briefing.values import Article

LEAD = "The harbour bridge will close for six months from May so that its cables can be replaced, the port said."
QUOTE = "“We have run out of time to patch these cables,” said Mara Venn, the port’s chief engineer."
THIRD = "About 9,000 vehicles cross the bridge each day, according to the council, which will run a free ferry."
TITLE = "Harbour bridge to close for repairs"
STORY = f"<p>{LEAD}</p>\n<p>{QUOTE}</p>\n<p>{THIRD}</p>"
PROSE = (LEAD, QUOTE, THIRD)


def page(body: str = STORY, head: str = "", *, title: str = f"{TITLE} | The Port Gazette", lang: str = "en") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def linked(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({"@type": "NewsArticle", **values})}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta property="{name}" content="{content}">'


def told(article: Article) -> tuple[str, ...]:
    return tuple(span.of(article.text) for span in article.body)


def of(html: str) -> Article:
    return read_text(html, format="html")


# --- The text ----------------------------------------------------------------------------------------------------


def test_the_story_is_read_without_the_page_around_it() -> None:
    around = (
        '<nav><a href="/">Home</a> <a href="/news">News</a> <a href="/sport">Sport</a></nav><article><h1>'
        + TITLE
        + "</h1>"
        f'<p class="byline">By Ada Quill</p>{STORY}</article><aside><h3>Related stories</h3><p><a href="#">Ferry '
        "strike ends after talks</a></p></aside><footer><p>© Port Gazette. All rights reserved.</p></footer>"
    )
    article = of(page(around))
    assert told(article) == PROSE
    assert article.format == "html"


def test_the_title_heads_the_text_and_stands_outside_the_body() -> None:
    article = of(page(f"<h1>{TITLE}</h1>{STORY}"))
    assert article.text == "\n\n".join((TITLE, *PROSE))
    assert article.heading is not None
    assert article.heading.of(article.text) == TITLE
    assert article.heading not in article.body


UNSEEN = {
    "a script": "<script>document.write('Buy our mugs, they are cheap today.')</script>",
    "a style": "<style>p { content: 'Buy our mugs, they are cheap today.' }</style>",
    "a comment": "<!-- <p>Buy our mugs, they are cheap today.</p> -->",
    "noscript": "<noscript><p>Buy our mugs, they are cheap today.</p></noscript>",
    "a template": "<template><p>Buy our mugs, they are cheap today.</p></template>",
    "hidden": "<p hidden>Buy our mugs, they are cheap today.</p>",
    "not displayed": '<div style="color:red; display : none"><p>Buy our mugs, they are cheap today.</p></div>',
    "invisible": '<p style="visibility:hidden">Buy our mugs, they are cheap today.</p>',
    "a frame": "<iframe><p>Buy our mugs, they are cheap today.</p></iframe>",
    "a choice": "<select><option>Buy our mugs, they are cheap today.</option></select>",
    "a drawing": "<svg><title>Buy our mugs</title><text>They are cheap today.</text></svg>",
}


@pytest.mark.parametrize("name", UNSEEN)
def test_what_nobody_sees_is_not_read(name: str) -> None:
    first, *rest = STORY.split("\n")
    article = of(page("\n".join((first, UNSEEN[name], *rest))))
    assert "mugs" not in article.text
    assert told(article) == PROSE


CAPTIONS = {
    "a caption": "<figure><img src=a.jpg><figcaption>The bridge, seen from the east</figcaption></figure>",
    "a block with a picture": "<div><div><img src=a.jpg></div>The bridge, seen from the east</div>",
}


@pytest.mark.parametrize("name", CAPTIONS)
def test_a_pictures_caption_is_not_read(name: str) -> None:
    first, *rest = STORY.split("\n")
    assert told(of(page("\n".join((first, CAPTIONS[name], *rest))))) == PROSE


def test_a_sentence_beside_a_picture_is_read() -> None:
    assert told(of(page(STORY.replace("<p>", "<p><img src=smile.png> ")))) == PROSE


def test_two_breaks_end_a_paragraph_as_does_one_after_a_sentence() -> None:
    article = of(page(f"<div><h1>{TITLE}</h1>{LEAD}<br><br>{QUOTE}<br>{THIRD}</div>"))
    assert told(article) == PROSE


def test_a_break_within_a_sentence_does_not_end_it() -> None:
    first, second = LEAD.split(" from ")
    assert told(of(page(f"<p>{first}<br>from {second}</p>{STORY}")))[0] == LEAD


def test_a_row_of_a_table_is_one_line() -> None:
    table = "<table><tr><th>Bridge</th><th>Cars</th></tr><tr><td>East Gate</td><td>9,000</td></tr></table>"
    assert "East Gate, 9,000" in of(page(STORY + table + STORY.replace("bridge", "ferry"))).text.split("\n\n")


def test_paragraphs_of_the_text_have_a_blank_line_between_them_and_no_break_within() -> None:
    article = of(page(STORY.replace(" the ", "\n   the\t")))
    assert article.text.split("\n\n")[1:] == list(PROSE)


def test_the_same_page_gives_the_same_text_and_hash() -> None:
    assert of(page()).sha256 == of(page()).sha256


def test_a_page_that_its_scripts_fill_is_read_from_what_it_says_of_its_article() -> None:
    body = "\n".join(PROSE)
    article = of(page('<div id="app"></div>', linked(headline=TITLE, articleBody=body)))
    assert told(article) == PROSE


# --- What it says of itself --------------------------------------------------------------------------------------

GRAPH = {
    "@context": "https://schema.org",
    "@graph": [{"@type": "WebSite", "name": "The Port Gazette"}, {"@type": "Article"}],
}
HEADINGS = {
    "a heading that the page's own title bears out": page(f"<h1>The Port Gazette</h1><h1>{TITLE}</h1>{STORY}"),
    "JSON-LD, where nothing is shown": page(head=linked(headline=TITLE), title="Bridge"),
    "Open Graph, without the site's name": page(
        head=meta("og:title", f"{TITLE} - The Port Gazette") + meta("og:site_name", "The Port Gazette"), title="x"
    ),
    "the page's own title, without the site's name": page(),
    "the heading that is no series'": page(
        f"<header><h1>Port Life</h1></header><h1>{TITLE}</h1>{STORY}", title=f"{TITLE} - Port Life"
    ),
    "a lesser heading, where the great one is the site's": page(
        f"<h1>The Port Gazette</h1><h2>{TITLE}</h2>{STORY}", meta("og:title", TITLE)
    ),
    "what is shown, where the page's own title is written for search engines": page(
        f"<h1>{TITLE}</h1>{STORY}", title="Bridge closed? All you need to know"
    ),
    "JSON-LD in a list": page(
        head=f'<script type="application/ld+json">[{json.dumps({"@type": "Article", "headline": TITLE})}]</script>',
        title="x",
    ),
    "JSON-LD with a comma too many": page(
        head='<script type="application/ld+json">{"@type":"Article","headline":"' + TITLE + '",}</script>', title="x"
    ),
    "JSON-LD that is torn": page(
        head='<script type="application/ld+json">{"@type":"Article","headline":"' + TITLE + '","image":{</script>',
        title="x",
    ),
    "entities": page(head=linked(headline="Harbour bridge to close &#102;or repairs"), title="x"),
}


@pytest.mark.parametrize("name", HEADINGS)
def test_the_title_is(name: str) -> None:
    assert of(HEADINGS[name]).title == TITLE


def test_a_part_of_the_title_is_not_taken_for_the_sites_name() -> None:
    head = meta("og:title", "Bridge closed | What drivers need to know") + meta("og:site_name", "The Port Gazette")
    assert of(page(head=head)).title == "Bridge closed | What drivers need to know"


AUTHORS = {
    "JSON-LD": (page(head=linked(author={"@type": "Person", "name": "Ada Quill"})), ("Ada Quill",)),
    "JSON-LD, several": (
        page(head=linked(author=[{"name": "Ada Quill"}, {"name": "Ben Roe"}])),
        ("Ada Quill", "Ben Roe"),
    ),
    "JSON-LD, by reference": (
        page(
            head='<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"@id":"#ada"}},'
            '{"@type":"Person","@id":"#ada","name":"Ada Quill"}]}</script>'
        ),
        ("Ada Quill",),
    ),
    "a person before the firm": (
        page(head=linked(author={"@type": "Organization", "name": "Port Media Ltd"}) + meta("author", "Ada Quill")),
        ("Ada Quill",),
    ),
    "a meta tag": (page(head=meta("author", "Ada Quill and Ben Roe")), ("Ada Quill", "Ben Roe")),
    "a meta tag with an address is none": (page(head=meta("article:author", "https://example.org/ada")), ()),
    "a byline": (page(f'<h1>{TITLE}</h1><p class="byline">By Ada Quill, transport editor</p>{STORY}'), ("Ada Quill",)),
    "a byline that touches its date": (
        page(f'<h1>{TITLE}</h1><div class="byline"><a>Ada Quill</a><span>March 5, 2024</span></div>{STORY}'),
        ("Ada Quill",),
    ),
    "not a comment's": (
        page(f'<h1>{TITLE}</h1>{STORY}<div class="comments"><span class="author">Bob Troll</span></div>'),
        (),
    ),
    "nobody": (page(head=meta("author", "admin")), ()),
}


@pytest.mark.parametrize("name", AUTHORS)
def test_the_byline_is_told_by(name: str) -> None:
    html, byline = AUTHORS[name]
    assert of(html).byline == byline


DAY = dt.date(2024, 3, 5)
DAYS = {
    "JSON-LD": (page(head=linked(datePublished="2024-03-05T22:10:00+01:00")), DAY),
    "a meta tag": (page(head=meta("article:published_time", "2024-03-05T08:00:00Z")), DAY),
    "a meta tag in words": (page(head=meta("date", "March 5, 2024")), DAY),
    "a time": (page(f'<h1>{TITLE}</h1><time datetime="2024-03-05">Tuesday</time>{STORY}'), DAY),
    "words": (page(f'<h1>{TITLE}</h1><span class="date">5 March 2024, 8am</span>{STORY}'), DAY),
    "the first time, not that of a change": (
        page(f'<time class="updated" datetime="2024-03-09">9</time><time datetime="2024-03-05">5</time>{STORY}'),
        DAY,
    ),
    "the address": (page(head='<link rel="canonical" href="https://example.org/2024/03/05/bridge/">'), DAY),
    "the address, where UTC is another day": (
        page(
            head=linked(datePublished="2024-03-06T02:10:00Z")
            + '<link rel="canonical" href="https://example.org/2024-03-05/bridge">'
        ),
        DAY,
    ),
    "a line in words": (page(f"<div>Bridges (last edited 2024-03-05 13:28 by Ada)</div>{STORY}"), DAY),
    "no day in the story itself": (
        page(STORY + "<p>The first report on its state was published on 3 March 2012 by the council.</p>"),
        None,
    ),
    "no comment": (page(f'{STORY}<div id="comments"><time datetime="2024-03-07">7 March 2024</time></div>'), None),
    "no month alone": (page(head=meta("article:published_time", "2024-03")), None),
    "no day that can't be": (page(head=meta("article:published_time", "2024-02-31T08:00:00Z")), None),
}


@pytest.mark.parametrize("name", DAYS)
def test_the_day_of_publication_is_told_by(name: str) -> None:
    html, day = DAYS[name]
    assert of(html).published == day


FRENCH = (
    "<p>Le pont du port sera fermé pendant six mois à partir de mai pour que ses câbles soient remplacés, a dit le "
    "port. Les commerçants de la rive est craignent pour leurs revenus, et la ville mettra en place un bac gratuit.</p>"
)


@pytest.mark.parametrize(
    ("html", "language"),
    [
        (page(), "en"),
        (page(lang="fr"), "en"),
        (page(lang=""), "en"),
        (page(FRENCH * 2, title="Le pont", lang="en-GB"), "fr"),
        (
            page(
                "<p>Satamasilta suljetaan puoleksi vuodeksi toukokuussa, jotta sen vaijerit voidaan vaihtaa.</p>" * 3,
                lang="fi",
            ),
            "fi",
        ),
    ],
    ids=["as claimed", "claimed wrongly", "not claimed", "a template's claim", "one that no list tells"],
)
def test_the_pages_claim_of_a_language_is_checked_against_its_words(html: str, language: str) -> None:
    assert of(html).language == language


# --- Bytes -------------------------------------------------------------------------------------------------------

CHARSETS = {
    "the server's word": ("Señor “Peña”", "cp1252", "windows-1252", ""),
    "the page's word": ("Señor “Peña”", "cp1252", None, '<meta charset="iso-8859-1">'),
    "the page's word in an old form": (
        "Привет, мир",
        "cp1251",
        None,
        '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">',
    ),
    "Japanese": ("橋を閉鎖する", "shift_jis", None, "<meta charset=Shift_JIS>"),
    "UTF-8 whatever is claimed": ("Señor “Peña”", "utf-8", "iso-8859-1", "<meta charset=latin-1>"),
    "a mark": ("Señor “Peña”", "utf-8-sig", "iso-8859-1", ""),
    "UTF-16": ("Señor “Peña”", "utf-16", "utf-8", ""),
    "no claim": ("Señor “Peña”", "cp1252", None, ""),
    "a wrong claim": ("Señor “Peña”", "cp1252", "utf-8", "<meta charset=utf-8>"),
    "a claim of what no page is in": ("Señor “Peña”", "cp1252", "rot13", "<meta charset=unicode_escape>"),
}


@pytest.mark.parametrize("name", CHARSETS)
def test_the_encoding_is_told_by(name: str) -> None:
    words, codec, claimed, head = CHARSETS[name]
    text, _ = decode_page(f"<html><head>{head}</head><p>{LEAD} {words}.</p></html>".encode(codec), "a.html", claimed)
    assert f"{words}." in text


def test_a_picture_called_a_page_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"<html>" * 20)
    with pytest.raises(BadInputError, match="a PNG image"):
        read(str(file))


def test_a_page_is_known_by_its_suffix_and_by_its_looks(tmp_path: Path) -> None:
    for name in ("a.html", "a.htm", "a.xhtml", "saved.txt"):
        file = tmp_path / name
        file.write_text(page(), encoding="utf-8")
        assert told(read(str(file))) == PROSE
    assert read_bytes(page().encode(), source="-").format == "html"
    xhtml = '<?xml version="1.0" encoding="UTF-8"?>\n<!-- made by hand -->\n<html xmlns="http://www.w3.org/1999/xhtml">'
    assert told(read_bytes(f"{xhtml}<body>{STORY}</body></html>".encode(), source="-")) == PROSE


@pytest.mark.parametrize("format_", ["html", None])
def test_a_piece_of_a_page_is_read(format_: str | None) -> None:
    assert told(read_bytes(STORY.encode(), source="-", format=format_)) == PROSE


def test_markdown_that_begins_with_a_tag_is_still_markdown() -> None:
    data = f"<div align=center>\n\n# {TITLE}\n\n</div>\n\n{LEAD}\n".encode()
    assert read_bytes(data, source="-").format == "md"
    assert read_bytes(data, source="a.md", format="md").format == "md"


# --- What can go wrong -------------------------------------------------------------------------------------------

EMPTY = {
    "nothing": "<html></html>",
    "a mark-up of nothing": "<!doctype html>",
    "white space": "<html><body> \n </body></html>",
    "scripts": "<html><body><script>let words = 'The bridge will close in May.'</script></body></html>",
    "frames": "<html><frameset><frame src=a><noframes>Your browser has no frames, sorry.</noframes></frameset></html>",
    "furniture": "<html><body><p>Share this</p><p>Subscribe to read this article.</p><p>Read more</p></body></html>",
}


@pytest.mark.parametrize("name", EMPTY)
def test_a_page_without_an_article_is_refused_with_what_was_found(name: str) -> None:
    with pytest.raises(BadInputError, match=r"web page with no words|only a page's furniture") as caught:
        of(EMPTY[name])
    assert "; " in str(caught.value)


HOSTILE = {
    "deep": "<div>" * 100_000 + STORY + "</div>" * 100_000,
    "deep and open": "<b>" * 100_000 + STORY,
    "deep tables": "<table><tr><td>" * 20_000 + STORY,
    "open tags": "<a href=" * 50_000 + STORY,
    "marks": "<" * 200_000 + STORY,
    "open scripts": STORY + "<script>" * 50_000,
    "attributes": "<p " + " ".join(f'a{n}="x"' for n in range(30_000)) + f">{LEAD}</p>{STORY}",
    "NULs and controls": STORY.replace("harbour", "har\0bo\x01ur"),
    "bad references": STORY + "<p>&#0;&#xD800;&#x110000;&#99999999999;&bogus; is what it said.</p>",
    "JSON-LD without an end": '<script type="application/ld+json">' + "[" * 50_000 + "</script>" + STORY,
    "JSON-LD of other types": linked(headline=7, author=[None, 3, {"name": [{}]}], datePublished={}, publisher=[[]])
    + STORY,
    "an entity that grows": '<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + STORY + "<p>&b;</p>",
    "a lone surrogate": STORY + "<p>\ud800</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_are_read_in_time(name: str) -> None:
    begin = time.process_time()
    article = of(page(HOSTILE[name]))
    assert time.process_time() - begin < 5
    assert THIRD in article.text
    assert all(0 <= span.start < span.end <= len(article.text) for span in article.body)


def test_a_long_page_takes_time_in_proportion() -> None:
    def seconds(copies: int) -> float:
        begin = time.process_time()
        of(page(STORY * copies))
        return time.process_time() - begin

    seconds(10)  # the first page pays for the imports
    assert seconds(800) < 8 * seconds(200)
