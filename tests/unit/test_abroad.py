"""Articles in other languages than English: what is told of them, and what is left open."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from briefing import reading, selecting
from briefing.commands.report import selection_table
from briefing.language.dates import date_in
from briefing.language.detection import language_of
from briefing.language.sentences import sentences
from briefing.values import Selection, Span


def chosen(text: str, language: str) -> Selection:
    return selecting.select(reading.read_text(text, language=language))


def speakers(text: str, language: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in chosen(text, language).quotes]


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Publié le 28 décembre 2021", dt.date(2021, 12, 28)),
        ("Le 1er mars 2022 à 10h30", dt.date(2022, 3, 1)),
        ("28. Dezember 2021, 10.30 Uhr", dt.date(2021, 12, 28)),
        ("Dienstag, 1. März 2022", dt.date(2022, 3, 1)),
        ("28 de diciembre de 2021", dt.date(2021, 12, 28)),
        ("Martes, 1 de marzo de 2022", dt.date(2022, 3, 1)),
    ],
)
def test_a_date_is_read_in_its_language(line: str, day: dt.date) -> None:
    assert date_in(line) == day


@pytest.mark.parametrize(
    ("language", "text", "count"),
    [
        ("fr", "M. Roux et Mme Petit sont là. L'art. 5 vaut, cf. p. 12. Fin.", 3),
        ("fr", "Il a acheté du pain, etc. Puis il est parti.", 2),
        ("de", "Das gilt z. B. für Dr. Weber und die S. 12. Er kam am 28. Dezember. Ende.", 3),
        ("de", "Im 19. Jahrhundert war das üblich, d. h. erlaubt.", 1),
        ("es", "La Sra. Ruiz vive en EE.UU. El Sr. Gil no. Véase la pág. 3.", 3),
    ],
)
def test_an_abbreviation_or_an_ordinal_ends_no_sentence(language: str, text: str, count: int) -> None:
    assert len(sentences(text, Span(0, len(text)), language)) == count


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Der Minister ist zurückgetreten.", "de"),
        ("El ministro ha dimitido este lunes.", "es"),
        ("« Nous partirons », a dit le maire.", "fr"),
        ("The minister resigned on Monday.", "en"),
        ("The paper Le Monde and the Süddeutsche Zeitung have said that they will sue.", "en"),
        ("Il ministro si è dimesso ieri sera.", "it"),
        ("Bonjour", "en"),
    ],
)
def test_the_language_of_a_sentence_is_told(text: str, language: str) -> None:
    assert language_of(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "La ville change.\n\nLe maire n'a jamais dit que « la ville fermera demain les écoles »."),
        ("es", "La ciudad cambia.\n\nEl alcalde Juan Gil nunca dijo que «la ciudad cerrará mañana las escuelas»."),
        ("de", "Die Stadt.\n\nAnna Roth sagte nie, dass „die Stadt morgen die Schulen schließen wird“."),
        ("fr", "La ville.\n\nAnne Roux et Paul Petit sont là. « Nous fermerons les écoles demain matin », dit-on."),
        ("de", "Der Saal.\n\nAnna Roth war da. „Das ist ja alles gelogen, pfui“, rief jemand."),
        ("es", "La sala.\n\nAnna Roth y Eva Gil hablaron. «Es todo una gran mentira», dijo ella."),
    ],
)
def test_where_it_is_not_sure_nobody_is_named(language: str, text: str) -> None:
    assert set(speakers(text, language)) <= {None}


def test_in_a_language_that_is_not_covered_quotations_are_found_and_nobody_is_named() -> None:
    text = "La città cambia.\n\n«La città chiuderà domani tutte le scuole», ha detto il sindaco Mario Conti ieri sera."
    selection = chosen(text, "it")
    assert [quote.speaker for quote in selection.quotes] == [None]
    assert "Italian (it): not covered" in selection_table(selection)


def test_a_covered_language_is_not_called_uncovered() -> None:
    assert "not covered" not in selection_table(chosen("Le maire part.\n\nLe maire a dit non hier soir.", "fr"))


def test_a_point_neither_leans_on_another_sentence_nor_repeats_the_title() -> None:
    text = (
        "Le maire de Vaubrac renonce à la rocade\n\nLe maire de Vaubrac renonce à la rocade, a-t-on appris.\n\n"
        "Cependant, il reste candidat aux élections. La région versera deux millions d'euros à la commune."
    )
    selection = chosen(text, "fr")
    assert [point.span.of(text) for point in selection.points] == [
        "La région versera deux millions d'euros à la commune."
    ]


@pytest.mark.parametrize("language", ["fr", "de", "es"])
def test_no_text_makes_it_fail_and_no_range_leaves_the_text(language: str) -> None:
    draw = random.Random(4)  # noqa: S311 - the same texts each time, no secret
    bits = ["«", "»", "„", "“", '"', "'", "’", " ", " a", " dit ", " sagte ", " dijo ", "Anna ", "Roux", ",", ".", ":",
            "—", "-il", "\n\n", "-t-", "l'", "selon ", "so ", "(", ")", "8 ", "\u0301", "M. ", "le maire "]  # fmt: skip
    for _ in range(60):
        text = "Anna dort bien.\n\n" + "".join(draw.choice(bits) for _ in range(draw.randint(1, 60)))
        selection = chosen(text, language)
        assert all(quote.span.end <= len(selection.article.text) for quote in selection.quotes)
