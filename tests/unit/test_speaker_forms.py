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


FORMS: dict[str, tuple[str, list[tuple[str | None, str | None, str | None]]]] = {
    "a councillor's title": (
        "“It will not pass,” said Cllr Bronagh Tully, the Labour leader.",
        [("Bronagh Tully", "person", "the Labour leader")],
    ),
    "an assemblywoman": (
        "Assemblywoman Rosa Quint spoke first. “We are late,” Quint said.",
        [("Rosa Quint", "person", "Assemblywoman")],
    ),
    "a title made with elect": (
        "Governor-elect Marcus Vane took the stage. “Tomorrow we begin,” Vane said.",
        [("Marcus Vane", "person", "Governor-elect")],
    ),
    "a police rank": (
        "The command’s spokesman, DSP Ifeoma Nwosu, said: “Two men are in custody.”",
        [("Ifeoma Nwosu", "person", "The command’s spokesman")],
    ),
    "a nickname inside the name": (
        "Rep. Harold “Skip” Lundgren spoke for an hour. “We are done here,” Lundgren said.",
        [("Harold “Skip” Lundgren", "person", "Rep.")],
    ),
    "by the nickname": (
        "Harold “Skip” Lundgren spoke for an hour. “We are done here,” Skip Lundgren said.",
        [("Harold “Skip” Lundgren", "person", None)],
    ),
    "first name shown by age": (
        "Wes Tarrant, 54, runs the mill with his cousin Bo. “It floods every year,” Wes said.",
        [("Wes Tarrant", "person", None)],
    ),
    "the elder": (
        (
            "Tomas Reyk scored first. His younger brother, Milan Reyk, scored twice.\n\n“I taught him "
            "that,” said the elder Reyk."
        ),
        [("Tomas Reyk", "person", None)],
    ),
    "the younger": (
        (
            "Tomas Reyk scored first. His younger brother, Milan Reyk, scored twice.\n\n“He taught me "
            "that,” the younger Reyk said."
        ),
        [("Milan Reyk", "person", "His younger brother")],
    ),
    "posted on a platform": (
        "On Tuesday morning Delia Crane wrote on Facebook: “I will not be silenced by anyone.”",
        [("Delia Crane", "person", None)],
    ),
    "posted on a platform, verb after": (
        "“I will not be silenced by anyone,” Delia Crane posted on X.",
        [("Delia Crane", "person", None)],
    ),
    "a post on a platform": (
        "In a post on Instagram, Delia Crane said: “I will not be silenced by anyone.”",
        [("Delia Crane", "person", None)],
    ),
    "a tweet by nobody named": ("“I will not be silenced by anyone,” she said in a tweet.", [(None, None, None)]),
    "a platform that speaks for itself": (
        "“We have removed the page,” Facebook said in a statement.",
        [("Facebook", "organisation", None)],
    ),
    "a placard": ("“Water is not a luxury,” read a placard outside the ministry.", [(None, None, None)]),
    "a report": ("The report said the harbour was “not fit for any purpose at all”.", [(None, None, None)]),
    "a report by a body": (
        "A report by the National Audit Office said the harbour was “not fit for any purpose at all”.",
        [("the National Audit Office", "organisation", None)],
    ),
    "body's statement": (
        "The fire authority cleared the street. The statement said: “Nobody was hurt in the blast.”",
        [("The fire authority", "organisation", None)],
    ),
    "a memo": ("An internal memo called the plan “a gift to our competitors”.", [(None, None, None)]),
    "body with and": (
        "The Texas Rice and Cotton Association called it “a slap in the face”.",
        [("The Texas Rice and Cotton Association", "organisation", None)],
    ),
    "body possessive": (
        "The Nurses’ and Midwives’ Council said members were “at the end of their rope”.",
        [("The Nurses’ and Midwives’ Council", "organisation", None)],
    ),
    "the Women’s Institute": (
        "“We will not move out,” the Women’s Institute said.",
        [("the Women’s Institute", "organisation", None)],
    ),
    "the union, named before": (
        "The Dockers’ Union met on Friday.\n\n“We reject the offer,” the union said.",
        [("The Dockers’ Union", "organisation", None)],
    ),
    "two unions named before": (
        "The Dockers’ Union met the Seamen’s Union on Friday.\n\n“We reject the offer,” the union said.",
        [("the union", "organisation", None)],
    ),
    "a company by its first word": (
        "Harrow Foods cut 90 jobs.\n\n“The year was hard,” Harrow said.",
        [("Harrow Foods", "organisation", None)],
    ),
    "a company and a man of one name": (
        "Harrow Foods cut 90 jobs. Its founder, Simon Harrow, left.\n\n“The year was hard,” Harrow said.",
        [("Simon Harrow", "person", "Its founder")],
    ),
    "analysts at": (
        "Analysts at Pell & Drummond called the bid “optimistic to the point of comedy”.",
        [("Analysts at Pell & Drummond", "role", None)],
    ),
    "a captain": (
        "“The engine simply stopped,” the trawler’s captain told the coastguard.",
        [("the trawler’s captain", "role", None)],
    ),
    "spokesperson": (
        "A spokesperson for the museum said: “The vase was insured.”",
        [("A spokesperson for the museum", "role", None)],
    ),
    "unnamed he": (
        (
            "Dov Meller denied the charge. According to a retired customs officer, the boxes were "
            "empty. “I opened them myself,” he said."
        ),
        [("a retired customs officer", "role", None)],
    ),
    "unnamed she": (
        "Kirsten Vale led the review. One nurse told the panel: “Nobody came.” “I rang four times,” she said.",
        [("One nurse", "role", None), ("One nurse", "role", None)],
    ),
    "the judge, a man": (
        (
            "Mr Justice Peter Alder freed the two. Prosecutor Anna Lund left without a word.\n\n“The "
            "case is thin,” the judge said. He added: “It was always thin.”"
        ),
        [("Peter Alder", "person", "Mr Justice"), ("Peter Alder", "person", "Mr Justice")],
    ),
    "the judge, a woman": (
        (
            "Judge Anna Lund freed the two. Prosecutor Peter Alder left the court.\n\n“The case is "
            "thin,” the judge ruled. She went on: “It was always thin.”"
        ),
        [("Anna Lund", "person", "Judge"), ("Anna Lund", "person", "Judge")],
    ),
    "clause subject": (
        (
            "Prosecutor Daniel Kuhn said he would appeal. “We disagree,” he said.\n\nSupporters "
            "cheered as Mr Idris Bello, 44, left the court.\n\n“I lost my farm,” he said."
        ),
        [("Daniel Kuhn", "person", "Prosecutor"), ("Idris Bello", "person", None)],
    ),
    "the owner of the sentence’s subject": (
        (
            "Dr Ruth Allard led the review.\n\nHannah Price’s daughter was born there in May. She is "
            "four.\n\n“They did not listen,” Ms Price said."
        ),
        [("Hannah Price", "person", None)],
    ),
    "son's mother": (
        (
            "Dr Ruth Allard led the review.\n\nHannah Price’s son Leo was born there in May. He has "
            "epilepsy.\n\n“They did not listen to me,” she said."
        ),
        [("Hannah Price", "person", None)],
    ),
    "spokeswoman": (
        "His spokeswoman, Blair Kendrick-Oyelowo, was softening it by noon.\n\n“He will read it,” she told reporters.",
        [("Blair Kendrick-Oyelowo", "person", "His spokeswoman")],
    ),
    "a brother with a title": (
        "Her brother, Assemblyman Lindsay Crowe, voted no. “I can count,” he said.",
        [("Lindsay Crowe", "person", "Assemblyman")],
    ),
    "gave name": (
        (
            "“The ground sinks every night,” said a shepherd of 60 who gave his name as Abu Salim. "
            "“We sleep in the car,” he said."
        ),
        [("Abu Salim", "person", "a shepherd of 60"), ("Abu Salim", "person", "a shepherd of 60")],
    ),
    "late father": (
        (
            "Mariam bint Saleh al-Harthy leads the talks. Her late father, Saleh al-Harthy, began "
            "them.\n\n“I am patient,” al-Harthy said."
        ),
        [("Mariam bint Saleh al-Harthy", "person", None)],
    ),
    "relative": (
        "Farmers who had filled the gallery of the town hall shouted “shame on you all” at the mayor.",
        [("Farmers", "role", None)],
    ),
    "another": (
        "One pilot told the inquiry: “We flew blind.” Another said it was “worse than flying blind”.",
        [("One pilot", "role", None), ("Another", "role", None)],
    ),
    "somebody": ("Somebody shouted “Go home!” from the back of the hall.", [(None, None, None)]),
    "shout of": ("Nadia Frost sat down to a shout of “Resign now!” from the benches.", [(None, None, None)]),
    "a cry that came": ("“Resign now,” came a cry from the benches as Nadia Frost sat down.", [(None, None, None)]),
    "no witness": ("The lorry left “on orders from far above”, but no witness could say whose.", [(None, None, None)]),
    "a minister’s office": (
        "The transport minister’s office said it would answer “as soon as possible”.",
        [("The transport minister’s office", "organisation", None)],
    ),
    "body after comma": (
        "The dam was for years “one storm from collapse”, an independent inquiry has found.",
        [("an independent inquiry", "organisation", None)],
    ),
    "said it": (
        "Ms Joan Pike, who joined in 2021, said that a £75m–£80m plant near Leeds would create “more than 300 jobs”.",
        [("Joan Pike", "person", None)],
    ),
    "demonstrative": (
        "Maria Ochoa won in May. That president was “the best we ever had”, Maria Ochoa said.",
        [("Maria Ochoa", "person", None)],
    ),
    "apposed with for": (
        "My teacher for most of those years, Anneli Korpi, still lives there. “Read aloud,” she told me.",
        [("Anneli Korpi", "person", "My teacher for most of those years")],
    ),
    "scientist": (
        "“It is the first in a century,” said Noor Haddad, an ichthyologist at the museum.",
        [("Noor Haddad", "person", "an ichthyologist at the museum")],
    ),
    "age then role": (
        "The boot belongs to Otto Feld, 63, the farmer. “My dog found it,” Feld said.",
        [("Otto Feld", "person", "the farmer")],
    ),
    "interrupted": (
        "“We will,” said Sen. Ada Mills, the Reno Democrat who wrote it, “be back.”",
        [("Ada Mills", "person", "Sen."), ("Ada Mills", "person", "Sen.")],
    ),
    "mother unnamed": (
        "A: I was four. My mother lifted me up. She said, “That one is older than the church.”",
        [("My mother", "role", None)],
    ),
    "captain radioed": (
        (
            "The last was in May: a pilot radioed that he had two engines out, and all he could say "
            "was “We are falling, we are falling”."
        ),
        [("a pilot", "role", None)],
    ),
    "a surname that is a trade": (
        "“The flour was damp,” said Gordon A. Baker, who owns the shop.",
        [("Gordon A. Baker", "person", None)],
    ),
    "initials": ("“It is done,” JD Pritchard said.", [("JD Pritchard", "person", None)]),
    "party brackets": (
        "“It is done,” said Rep. Lena Ortiz (D-Santa Ana), who wrote it.",
        [("Lena Ortiz", "person", "Rep.")],
    ),
    "the mayor": (
        "Mayor Ivo Brandl opened the bridge. “It holds,” the mayor said.",
        [("Ivo Brandl", "person", "Mayor")],
    ),
    "council spokesman": (
        "Mayor Ivo Brandl opened the bridge. “It holds,” a council spokesman said.",
        [("a council spokesman", "role", None)],
    ),
    "source speaking": (
        (
            "Mayor Ivo Brandl opened the bridge. A second engineer, speaking on condition of "
            "anonymity, was blunt: “It will not hold.”"
        ),
        [("A second engineer", "role", None)],
    ),
    "witness about accused": (
        "The accused, Peter Vogel, sat still. “I saw him take the bag,” said a neighbour, Mrs Ilse Kranz.",
        [("Ilse Kranz", "person", "a neighbour")],
    ),
    "a name with al-": (
        (
            "“We are close,” said Ziad al-Masri, the deputy minister.\n\nAl-Masri declined to say "
            "more. “Ask me on Monday,” al-Masri said."
        ),
        [("Ziad al-Masri", "person", "the deputy minister"), ("Ziad al-Masri", "person", "the deputy minister")],
    ),
}
"""The story, then the name, kind and role expected of each quotation's speaker."""


@pytest.mark.parametrize(("text", "expected"), FORMS.values(), ids=FORMS.keys())
def test_a_speaker_has_the_fullest_form_and_a_role_in_the_articles_words(
    text: str, expected: list[tuple[str | None, str | None, str | None]]
) -> None:
    speakers = [quote.speaker for quote in quotations(article(text))]
    assert [(s.name, s.kind, s.role) if s else (None, None, None) for s in speakers] == expected
