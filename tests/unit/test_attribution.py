from __future__ import annotations

import hashlib

import pytest

from briefing.selecting.quotes import quotations
from briefing.values import Article, Quote, Span


def article(text: str) -> Article:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article("case.txt", hashlib.sha256(text.encode()).hexdigest(), text, tuple(spans))


def speakers(text: str) -> list[str | None]:
    return [quote.speaker.name if quote.speaker else None for quote in quotations(article(text))]


def first(text: str) -> Quote:
    return quotations(article(text))[0]


# Who said it: the story, and the names expected, one for each quotation.
PEOPLE: dict[str, tuple[str, list[str | None]]] = {
    "after, subject first": ("“We will strike on Monday,” Maria Keller said.", ["Maria Keller"]),
    "after, inverted": (
        "“We will strike on Monday,” said Maria Keller, the union’s general secretary.",
        ["Maria Keller"],
    ),
    "before, with a colon": ("Maria Keller said: “We will strike on Monday.”", ["Maria Keller"]),
    "before, with a comma": ("Maria Keller told reporters, “We will strike on Monday.”", ["Maria Keller"]),
    "before, with that": ("Maria Keller said that “the mood is very bad” in the plant.", ["Maria Keller"]),
    "in the middle": ("“We will strike,” said Maria Keller, “and we will win.”", ["Maria Keller"] * 2),
    "according to": ("The mood is “worse than ever before”, according to Maria Keller.", ["Maria Keller"]),
    "according to, first": ("According to Maria Keller, the mood is “worse than ever before”.", ["Maria Keller"]),
    "goes on in the paragraph": ("“It is over,” Maria Keller said. “Nobody will come back.”", ["Maria Keller"] * 2),
    "goes on in the next paragraph": (
        "“It is over,” Maria Keller said.\n\n“Nobody will come back to this plant.”",
        ["Maria Keller"] * 2,
    ),
    "announced by a colon": (
        "Maria Keller was blunt about the offer:\n\n“It is over and nobody will come back.”",
        ["Maria Keller"],
    ),
    "a name and a colon": ("Maria Keller: “We will strike on Monday.”", ["Maria Keller"]),
    "a signature": ("“We will strike on Monday.” — Maria Keller", ["Maria Keller"]),
    "a tweet": ("Maria Keller tweeted: “See you all on Monday!”", ["Maria Keller"]),
    "a statement": ("In a statement, Maria Keller called the offer “an insult to all of us”.", ["Maria Keller"]),
    "who told": (
        "The plan was confirmed by plant manager Otto Brandt, who told reporters that “nothing is decided yet”.",
        ["Otto Brandt"],
    ),
    "apposition before": (
        "The head of the plant, Otto Brandt, said: “Nothing has been decided yet.”",
        ["Otto Brandt"],
    ),
    "apposition after": (
        "“Nothing has been decided,” Otto Brandt, 57, the head of the plant, said.",
        ["Otto Brandt"],
    ),
    "participle": ("Otto Brandt shook his head, adding: “Nothing has been decided yet.”", ["Otto Brandt"]),
    "second verb": ("Otto Brandt shook his head and said: “Nothing has been decided yet.”", ["Otto Brandt"]),
    "opening clause": (
        "When Maria Keller asked about the plant, Otto Brandt said: “Nothing has been decided yet.”",
        ["Otto Brandt"],
    ),
    "a question": ("“Who will pay for it?” Otto Brandt asked.", ["Otto Brandt"]),
    "possessive": ("“He is fine,” said the actor’s agent, Lena Roth.", ["Lena Roth"]),
    "role between possessive and name": ("“He is fine,” said Brandt’s lawyer Lena Roth.", ["Lena Roth"]),
    "surname alone later": (
        "Otto Brandt runs the plant. It is old.\n\n“It has to close,” Brandt said.",
        ["Otto Brandt"],
    ),
    "first name alone later": (
        "Otto Brandt and Anna Brandt run the plant.\n\n“It has to close,” Otto said.",
        ["Otto Brandt"],
    ),
    "same surname, first names": (
        "Hillary Clinton spoke in Ohio. Bill Clinton was in Iowa.\n\n“It is close,” Bill Clinton said.",
        ["Bill Clinton"],
    ),
    "same surname, Mrs": (
        "Hillary Clinton spoke in Ohio. Bill Clinton was in Iowa.\n\n“It is close,” Mrs. Clinton said.",
        ["Hillary Clinton"],
    ),
    "fullest form comes later": (
        "“It has to close,” Brandt said.\n\nOtto Brandt has run the plant since 2003.",
        ["Otto Brandt"],
    ),
    # pronouns
    "he is the subject before": (
        "Otto Brandt met Maria Keller on Monday. “It has to close,” he said.",
        ["Otto Brandt"],
    ),
    "she isn't he": ("Maria Keller met Otto Brandt on Monday. “We will fight,” she said.", ["Maria Keller"]),
    "nobody inside the quotation": (
        "Maria Keller spoke for an hour.\n\n“Otto Brandt has lied to us, and Peter Vogel has lied to us,” she said.",
        ["Maria Keller"],
    ),
    "an organisation isn't he": (
        "Otto Brandt left Volkswagen in 2019.\n\n“I had to go,” he said.",
        ["Otto Brandt"],
    ),
    "he said, and nobody is there": ("The plant closed in May.\n\n“I had to go,” he said.", [None]),
    # desks and countries
    "British single marks": (
        "‘We were the better side,’ the manager, Sean Dyche, said. ‘It’s the players’ day.’",
        ["Sean Dyche"] * 2,
    ),
    "a court": (
        "Judge Alison Whitfield told him: “You showed no remorse whatsoever.”",
        ["Alison Whitfield"],
    ),
    "a scientist": (
        "“The signal is very clear,” said Dr Priya Raghunathan of Imperial College London, who led the study.",
        ["Priya Raghunathan"],
    ),
    "a company": ("“Demand was weaker than expected,” chief executive Tom Hale told analysts.", ["Tom Hale"]),
    "Nigerian": ("“The roads are not safe,” Alhaji Musa Danjuma said in Kano.", ["Alhaji Musa Danjuma"]),
    "Kenyan": ("Wanjiku Kamau, a nurse, said: “We have not been paid since March.”", ["Wanjiku Kamau"]),
    "Chinese": ("“Both sides gain,” Foreign Ministry spokeswoman Mao Ning said.", ["Mao Ning"]),
    "family name first": (
        "Xi Jinping met the delegation in Beijing.\n\n“Both sides gain from trade,” Xi said.",
        ["Xi Jinping"],
    ),
    "Arabic": (
        "“We are ready to talk,” said Abdullah al-Thani, the emirate’s chief negotiator.",
        ["Abdullah al-Thani"],
    ),
    "bin": (
        "Crown Prince Mohammed bin Salman opened the summit.\n\n“This is only the start,” bin Salman said.",
        ["Mohammed bin Salman"],
    ),
    "Hispanic, accents": (
        "Andrés Manuel López Obrador gave a speech.\n\n“Nobody is above the people,” López Obrador said.",
        ["Andrés Manuel López Obrador"],
    ),
    "Dutch particles": (
        "“It was a hard race,” said Annemiek van der Berg after the finish in Utrecht.",
        ["Annemiek van der Berg"],
    ),
    "Jr": ("“I never gave up,” Robert Downey Jr. said on Sunday.", ["Robert Downey Jr"]),
    "initials": ("“Read it again,” J. K. Rowling said on Monday.", ["J. K. Rowling"]),
    "a surname that is a title": (
        "Howard Dean spoke in Vermont.\n\n“I am not finished yet,” Dean said.",
        ["Howard Dean"],
    ),
    "a dateline": ("NAIROBI, Kenya (AP) — “We want our land back,” Peter Mwangi said.", ["Peter Mwangi"]),
    # definite descriptions
    "the president": (
        "President Ana Torres flew to Lima on Monday.\n\n“We need this road,” the president said.",
        ["Ana Torres"],
    ),
    "head of state": (
        "Russian President Vladimir Putin called President Ana Torres.\n\nThe Peruvian head of state said: “We do.”",
        ["Ana Torres"],
    ),
    "two presidents": (
        "President Ana Torres met President Luis Vega.\n\n“We need this road,” the president said.",
        ["the president"],
    ),
    "roles": ("“We know nothing of this,” a spokesman for the ministry said.", ["a spokesman for the ministry"]),
    "officials": ("“We know nothing of this,” two officials told the paper.", ["two officials"]),
    "organisations": ("“We know nothing of this,” the foreign ministry said in a statement.", ["the foreign ministry"]),
    "a company's name": ("“We know nothing of this,” Volkswagen Group said.", ["Volkswagen Group"]),
    # where the evidence doesn't decide
    "nobody": ("“We know nothing of this.”", [None]),
    "somebody else's question": ("Otto Brandt was asked, “Who will pay for it?”", [None]),
}


@pytest.mark.parametrize(("text", "expected"), PEOPLE.values(), ids=PEOPLE.keys())
def test_the_words_are_given_to_whoever_said_them(text: str, expected: list[str | None]) -> None:
    assert speakers(text) == expected
