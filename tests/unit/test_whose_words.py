from __future__ import annotations

import hashlib

import pytest

from briefing.selecting.quotes import quotations
from briefing.values import Article, Span


def article(text: str) -> Article:
    spans: list[Span] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            spans.append(Span(at, at + len(line)))
        at += len(line) + 1
    return Article("case.txt", hashlib.sha256(text.encode()).hexdigest(), text, tuple(spans))


WORDS: dict[str, tuple[str, list[str | None]]] = {
    "kin, Mr": (
        "Sen. Laura Beck and her husband, Paul Beck, own the farm.\n\n“The creek is dry,” Mr Beck said.",
        ["Paul Beck"],
    ),
    "kin, Mrs": (
        "Sen. Laura Beck and her husband, Paul Beck, own the farm.\n\n“The creek is dry,” Mrs Beck said.",
        ["Laura Beck"],
    ),
    "kin title": (
        "Sen. Laura Beck and her husband, Paul Beck, own the farm.\n\n“The creek is dry,” Sen. Beck said.",
        ["Laura Beck"],
    ),
    "kin he": (
        "Sen. Laura Beck and her husband, Paul Beck, own the farm.\n\n“The creek is dry,” he said.",
        ["Paul Beck"],
    ),
    "kin she": ("Paul Beck and his wife, Laura, own the farm.\n\n“The creek is dry,” she said.", ["Laura"]),
    "father daughter": (
        "Jo Marsh trained with her father, Denis Marsh, a former champion.\n\n“She never listens,” Denis Marsh said.",
        ["Denis Marsh"],
    ),
    "defence": ("Peter Vogel was jailed on Monday. His lawyer, Anna Lund, said: “He is innocent.”", ["Anna Lund"]),
    "defence she": (
        "Peter Vogel was jailed on Monday. His lawyer, Anna Lund, will appeal. “He is innocent,” she said.",
        ["Anna Lund"],
    ),
    "defence he": (
        "Peter Vogel was jailed on Monday. His lawyer, Karl Lund, will appeal. “My client is innocent,” he said.",
        ["Karl Lund"],
    ),
    "judge to defendant": (
        "Judge Karen Holt jailed Peter Vogel for nine years. “You showed no mercy,” she told him.",
        ["Karen Holt"],
    ),
    "judge to defendant he": (
        "Judge Neil Holt jailed Peter Vogel for nine years. “You showed no mercy,” he told him.",
        ["Neil Holt"],
    ),
    "witness": ("Prosecutor Anna Lund called Maria Kern. Ms Kern told the jury: “I heard a shot.”", ["Maria Kern"]),
    "witness unnamed": (
        "Prosecutor Anna Lund called four witnesses. A waiter told the jury: “I heard a shot.” He was not named.",
        ["A waiter"],
    ),
    "coach on player": (
        "Striker Bo Lind scored twice. Coach Maja Dahl was pleased. “He was superb,” she said.",
        ["Maja Dahl"],
    ),
    "coach on player m": (
        "Striker Bo Lind scored twice. Coach Jens Dahl was pleased. “He was superb,” he said.",
        ["Jens Dahl"],
    ),
    "player after coach": (
        "Coach Jens Dahl picked Bo Lind. “I was nervous,” Lind said. “The coach helped.”",
        ["Bo Lind", "Bo Lind"],
    ),
    "told by": ("“You will be paid,” Anna Roth was told by the manager, Otto Brandt.", [None]),
    "asked by": ("Asked by Anna Roth whether he would go, Otto Brandt said: “Not yet.”", ["Otto Brandt"]),
    "said of": ("“He is a fighter,” Anna Roth said of Otto Brandt.", ["Anna Roth"]),
    "about": ("Anna Roth spoke about Otto Brandt. “He is a fighter,” she said.", ["Anna Roth"]),
    "quoted someone": ("Anna Roth quoted Otto Brandt as saying: “It is over.”", ["Otto Brandt"]),
    "two speakers paragraph": (
        "“It is over,” Anna Roth said. “It is not over,” Otto Brandt replied.",
        ["Anna Roth", "Otto Brandt"],
    ),
    "a new subject takes the floor": (
        "“It is over,” Anna Roth said.\n\nOtto Brandt disagreed.\n\n“It is not over at all.”",
        ["Anna Roth", "Otto Brandt"],
    ),
    "responding": ("Responding to Anna Roth, a spokesman said: “It is over.”", ["a spokesman"]),
    "with": ("Anna Roth, speaking alongside Otto Brandt, said: “It is over.”", ["Anna Roth"]),
    "who colleague": ("Otto Brandt, whose sister Anna Brandt died in the fire, said: “It is over.”", ["Otto Brandt"]),
    "of which": ("The firm, which Anna Roth founded, said: “It is over.”", ["The firm"]),
    "mother of": (
        "“He loved trains,” said the mother of Otto Brandt, who died on Friday.",
        ["the mother of Otto Brandt"],
    ),
    "Brandt's mother": ("Otto Brandt died on Friday. “He loved trains,” Brandt’s mother said.", ["Brandt’s mother"]),
    "his mother": ("Otto Brandt died on Friday. “He loved trains,” his mother said.", ["his mother"]),
    "his mother, named": ("Otto Brandt died on Friday. “He loved trains,” said his mother, Lena.", ["Lena"]),
    "according to report": (
        "According to a report by Anna Roth, the dam is “close to failure in three places”.",
        ["Anna Roth"],
    ),
    "in a letter to": ("In a letter to Anna Roth, Otto Brandt wrote: “It is over.”", ["Otto Brandt"]),
    "email from": ("An email from Anna Roth said: “It is over.”", ["Anna Roth"]),
    "statement passive": ("The union was sent a warning. The warning said: “You have been seen.”", [None]),
    "council told": ("The council was told: “The bridge will fall.”", [None]),
    "they": ("Anna Roth and Otto Brandt left early. “We are tired,” they said.", [None]),
    "police said he said": ("Police said Otto Brandt told officers: “I did it.”", ["Otto Brandt"]),
    "chief exec": (
        "Tom Hale, chief executive of Corvane, said: “Sales fell.” Finance chief Ann Lee added: “They will recover.”",
        ["Tom Hale", "Ann Lee"],
    ),
    "for": ("Speaking for the family, Lena Roth said: “We are heartbroken.”", ["Lena Roth"]),
    "spokesman for person": ("“She is resting,” a spokesman for Anna Roth said.", ["a spokesman for Anna Roth"]),
    "possessive spokesman": ("“She is resting,” Anna Roth’s spokesman, Jon Hart, said.", ["Jon Hart"]),
    "possessive spokesman unnamed": ("“She is resting,” Anna Roth’s spokesman said.", ["Anna Roth’s spokesman"]),
    "new para he": (
        (
            "Jens Dahl coaches the team. Bo Lind is its captain.\n\n“I have no favourites,” Dahl "
            "said.\n\nHe dropped Lind in May. “He was slow,” he said."
        ),
        ["Jens Dahl", "Jens Dahl"],
    ),
    "lead-in colon": ("Then Bo Lind spoke up:\n\n“I am not done.”", ["Bo Lind"]),
    "chant": ("Supporters chanted “Not one more day” outside the ground as Bo Lind left.", ["Supporters"]),
    "song": ("Fans sang “You are not fit to wear the shirt” at Bo Lind.", ["Fans"]),
    "UK": ("Labour’s Rhian Pugh said: “The minister has no plan.”", ["Rhian Pugh"]),
    "opposition": (
        "Ministers were silent. Shadow health secretary Rhian Pugh said: “There is no plan.”",
        ["Rhian Pugh"],
    ),
    "PM": (
        "The Prime Minister, Dafydd Rees, said: “There is a plan.” Mr Rees’s deputy, Una Carr, said: “A good one.”",
        ["Dafydd Rees", "Una Carr"],
    ),
    "African": (
        "Permanent Secretary Grace Achieng Otieno said the floods were “the worst since 1997”.",
        ["Grace Achieng Otieno"],
    ),
    "Indian": (
        "“The matter is sub judice,” said advocate Meenakshi Iyer, appearing for the petitioners.",
        ["Meenakshi Iyer"],
    ),
    "single name": ("“We walked for two days,” said Hawa, 32, a mother of four.", ["Hawa"]),
    "single name 2": ("“We walked for two days,” said Hawa, who asked that her surname not be used.", ["Hawa"]),
    "named only": ("“We walked for two days,” said a woman who asked to be identified only as Hawa.", ["Hawa"]),
    "on behalf": ("“We are sorry,” the hospital said through its lawyer, Ann Lee.", ["the hospital"]),
    "year": ("In 2019 Otto Brandt wrote: “The pumps will fail.”", ["Otto Brandt"]),
    "Monday": ("On Monday the minister, Una Carr, said: “They failed.”", ["Una Carr"]),
    "company it": ("Larkin said it expects “slow but steady growth” this year. Larkin makes tyres.", ["Larkin"]),
    "the elder unknown": ("Milan Reyk and Tomas Reyk met.\n\n“I won,” said the elder Reyk.", ["the elder Reyk"]),
    "translator": ("“It is ours,” Mr Haddad said through a translator, Lina Saab.", ["Haddad"]),
    "writer I": ("I asked Otto Brandt why. “Because we can,” he said.", ["Otto Brandt"]),
    "I told": ("“Why?” I asked. “Because we can,” Otto Brandt said.", [None, "Otto Brandt"]),
    "not whom it is about": (
        "Kofi Mensah met Yaw Boateng at noon. “Boateng lied to us,” Mensah said. “He knows it.”",
        ["Kofi Mensah", "Kofi Mensah"],
    ),
    "two women": ("Anna Lund met Ruth Moor. “She is wrong,” Ms Moor said.", ["Ruth Moor"]),
    "a surname that is a trade, alone": ("Ellen Baker came first. “The flour was damp,” Baker said.", ["Ellen Baker"]),
}
"""The story, then whose words each quotation is."""


@pytest.mark.parametrize(("text", "expected"), WORDS.values(), ids=WORDS.keys())
def test_nobody_is_given_words_that_somebody_else_said(text: str, expected: list[str | None]) -> None:
    assert [quote.speaker.name if quote.speaker else None for quote in quotations(article(text))] == expected


ROLES = {
    "that President": ("They knew that President Ana Torres was late. “It is so,” Torres said.", "President"),
    "Mr": ("The press officer Mr Hugo Lind spoke. “It is so,” Mr Lind said.", "The press officer"),
    "a title does": ("“It is so,” said Sen. Ana Torres.", "Sen."),
    "Dr is none": ("“It is so,” said Dr Ana Torres.", None),
    "a party is less than a title": ("“It is so,” said Sen. Ana Torres, a Democrat.", "Sen."),
}


@pytest.mark.parametrize(("text", "role"), ROLES.values(), ids=ROLES.keys())
def test_a_role_can_be_said_beside_the_name(text: str, role: str | None) -> None:
    speaker = quotations(article(text))[0].speaker
    assert speaker is not None
    assert speaker.role == role


def test_a_role_has_twelve_words_at_most() -> None:
    long = "the head of the office for the review of the rules of the house of lords of the realm"
    speaker = quotations(article(f"“It is so,” said Ana Torres, {long}."))[0].speaker
    assert speaker is not None
    assert speaker.role is None or len(speaker.role.split()) <= 12
