"""What is asked of a new scheme, by kind: what is watched, by whom, what it costs, what follows, what helps."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from demerit.report.compose.forms import Section, choice, line, number, section_data, text
from demerit.report.compose.law_questions import DOMAIN_WORDS, LAW, YES_NO

__all__ = ["GRADES", "KIND_WORDS", "SCHEMA", "SECTIONS_OF", "sections_data", "sections_of"]

SCHEMA: Final = "demerit.questions/1"

KIND_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "points": ("Points", "Conduct takes or gives points; grades of the score have consequences."),
    "list": ("A list", "An authority puts people on a list, for a time or until something is put right."),
    "gate": ("A pass", "One must hold something to be served."),
    "scorecard": ("A card", "Points for who one is add up; above a threshold something follows."),
    "rates": ("A selection that nobody outside can compute", "It is only known which share of people is picked out."),
    "discretion": ("A person at the counter", "Somebody decides, case by case, and may refuse."),
    "rating": ("Ratings", "People or firms give marks; the mean has consequences."),
    "reward": ("Rewards", "Good deeds give points, and points give advantages."),
}
"""Kinds of scheme: name, and what it is."""

GRADES: Final = (
    ("law_text", "A law or the scheme's own rules"),
    ("court", "A judgment"),
    ("regulator", "A supervisory body"),
    ("official_statistics", "Official statistics"),
    ("artefact", "A leaflet, a form, a website of who runs it"),
    ("research", "Research"),
    ("survey", "A survey"),
    ("ngo", "A report of a civil organisation"),
    ("journalism", "A newspaper or a broadcast"),
    ("commentary", "An opinion"),
    ("fiction", "A story"),
)
"""Grades of sources in words, strongest first."""

ABOUT: Final = Section(
    id="about",
    title="What it is",
    lead="As it is written in the document before you. Nothing here is a number yet.",
    questions=(
        line("title", "What is it called?"),
        line("place", "Where does it run?", "A town, a country, a platform. An invented place is fine."),
        line("year", "Of which year are the rules?", form="year"),
        choice(
            "status",
            "Is it real?",
            (
                ("fictional", "No, it is invented"),
                ("proposed", "It is proposed"),
                ("pilot", "It is tried out"),
                ("in_force", "It is in force"),
                ("ended", "It has ended"),
                ("alleged", "It is said to exist"),
            ),
        ),
        line(
            "country",
            "In which country?",
            "Three letters, such as DEU or CHN; XXX for an invented place. The audit reads it.",
        ),
        text("about", "What does it do, in two or three sentences?"),
        text(
            "not_modelled",
            "What do the answers below leave out?",
            "One thing a line. It is printed beside every result.",
        ),
    ),
)

SOURCES: Final = Section(
    id="sources",
    title="Where you have it from",
    lead="Each number below names one of these documents and the place in it, or says that it is not known.",
    rows="document",
    add="Add a document",
    questions=(
        line("title", "What is the document called?"),
        line("body", "Who published it?"),
        line("year", "In which year?", "Write undated if there is no date on it."),
        choice("grade", "What kind of document is it?", GRADES, "It says how much the number can carry."),
    ),
)

PEOPLE: Final = Section(
    id="people",
    title="Whom it is put on",
    lead="A society of synthetic people. Choose the one that is nearest; what it assumes is said beside it.",
    questions=(choice("society", "Which society?", pick="societies", help_="No society here holds a real person."),),
)

BEHAVIOURS: Final = Section(
    id="behaviours",
    title="What else people do",
    lead="Only if the society lacks what the scheme watches. It becomes a society of your own that extends it.",
    rows="conduct",
    add="Add something that people do",
    questions=(
        line("label", "What do they do?", "Such as: parks on the pavement."),
        choice(
            "gravity",
            "How bad is it by ordinary law, whatever the scheme says?",
            (
                ("0", "Lawful, or a good deed"),
                ("1", "A trifle"),
                ("2", "A minor offence"),
                ("3", "A serious offence"),
                ("4", "A grave crime"),
            ),
        ),
        number("rate"),
    ),
)

WATCHERS: Final = Section(
    id="watchers",
    title="Who watches",
    lead="Everybody and everything that writes something down: wardens, cameras, neighbours, offices.",
    rows="watcher",
    add="Add a watcher",
    questions=(
        line("label", "Who or what writes it down?"),
        choice(
            "origin",
            "Whose records are they?",
            (
                ("own_records", "Of who runs the scheme"),
                ("official", "Of another office"),
                ("third_party", "Of firms or others"),
                ("device", "Of a device that people carry"),
                ("surveillance", "Of cameras or sensors"),
                ("informant", "Of neighbours or informants"),
                ("social_network", "Of a social network"),
            ),
            "The audit reads it.",
        ),
        number("sensitivity"),
        number("false_records"),
        number("misattribution"),
    ),
)


def watched(title: str, lead: str, worth: str) -> Section:
    """Rows of what is watched, with what it is worth (nothing, where it leads onto a list)."""
    numbers = ((number(worth), number("counts")) if worth else ()) if worth != "mark" else (number(worth),)
    return Section(
        id="watched",
        title=title,
        lead=lead,
        rows="conduct",
        add="Add another",
        questions=(
            choice("behaviour", "What do people do?", pick="behaviours"),
            choice("watcher", "Who writes it down?", pick="watchers"),
            *numbers,
        ),
    )


SCORE: Final = Section(
    id="score",
    title="How it is reckoned",
    lead="The score of a person is the sum of all points that count in this month.",
    questions=(
        number("initial"),
        number("floor"),
        number("ceiling"),
        number("clean"),
        choice("clean_months", "How long is a clean time?", tuple((str(n), f"{n} months") for n in (3, 6, 12, 24))),
    ),
)

MEAN: Final = Section(
    id="score",
    title="How it is reckoned",
    lead="The score of a person is the mean of all marks; before the first it is the mark that everybody begins with.",
    questions=(number("initial"),),
)

GRADES_OF_SCORE: Final = Section(
    id="grades",
    title="Grades",
    lead="From which score on somebody is in which grade. The lowest grade has no lower end.",
    rows="grade",
    add="Add a grade",
    questions=(
        line("label", "What is the grade called?"),
        choice(
            "sort",
            "What does it bring?",
            (("penal", "Something bad"), ("usual", "Nothing"), ("rewarding", "Something good")),
        ),
        number("at_least"),
    ),
)

WEIGHTS: Final = Section(
    id="weights",
    title="Who one is",
    lead="The card gives points for what somebody is. A weight that nobody knows is left out and named as unknown.",
    rows="trait",
    add="Add a trait",
    questions=(choice("trait", "Of whom is it true?", pick="traits"), number("weight")),
)


def listed(*numbers: str, lead: str) -> Section:
    """The list, with the numbers that are asked."""
    return Section(
        id="list",
        title="The list",
        lead=lead,
        questions=(
            line("label", "What is the list called?"),
            choice("published", "Can everybody see who is on it?", YES_NO),
            *(number(name) for name in numbers),
        ),
    )


GATE: Final = Section(
    id="gate",
    title="The pass",
    lead="What one must hold: a card, a code, a certificate.",
    questions=(line("label", "What is it called?"), number("held"), number("apply"), number("granted"), number("lost")),
)

COUNTER: Final = Section(
    id="counter",
    title="The counter",
    lead="Somebody decides whether a person is served.",
    questions=(
        line("label", "Who decides?"),
        number("refuses"),
        choice(
            "per",
            "Is it decided anew each time?",
            (
                ("request", "Yes, at every visit"),
                ("subject", "No, once for each person"),
                ("household", "No, once for each household"),
            ),
        ),
    ),
)

DONE: Final = (
    ("deny", "Something is refused"),
    ("burden", "It becomes dearer, slower or harder"),
    ("lose", "Something is taken away"),
    ("grant", "Something is given"),
)


def measures(*, graded: bool) -> Section:
    """What follows; of a score also for which grade."""
    return Section(
        id="measures",
        title="What follows",
        lead="Everything that is done to people, or for them, because of it.",
        rows="consequence",
        add="Add a consequence",
        questions=(
            line("label", "What is done?", "Such as: no season ticket."),
            *((choice("grade", "To people of which grade?", pick="grades"),) if graded else ()),
            choice("kind", "What is it?", DONE),
            choice("need", "What had they asked for?", pick="needs", about={"kind": ("deny", "grant")}),
            choice("domain", "Which part of life does it touch?", DOMAIN_WORDS),
            choice(
                "severity",
                "How much does it take from the person it hits?",
                (
                    ("0", "Nothing, or it is a reward"),
                    ("1", "An inconvenience"),
                    ("2", "A price, or a benefit lost"),
                    ("3", "A job, an essential service, free movement"),
                    ("4", "Liberty, children, what one lives on"),
                ),
            ),
            number("enforcement"),
        ),
    )


REACH: Final = Section(
    id="reach",
    title="Whom else it reaches",
    lead="Whether somebody else is hit for what this person did.",
    questions=(choice("who", "Does it reach others?", pick="ties"), number("carry")),
)

REDRESS: Final = Section(
    id="redress",
    title="What one can do about it",
    lead="What you do not know is left out of the model and named as unknown.",
    questions=(
        number("told"),
        choice("objection", "Can one object?", YES_NO),
        number("files", about={"objection": ("true",)}),
        number("decision", about={"objection": ("true",)}),
        number("wins_wrong", about={"objection": ("true",)}),
        number("wins_right", about={"objection": ("true",)}),
        choice("suspends", "Does an objection stop it until it is decided?", YES_NO, about={"objection": ("true",)}),
        choice("repair", "Can one win back one's standing?", YES_NO, "By good conduct, a course, or simply by asking."),
        number("repair_rate", about={"repair": ("true",)}),
        number("repair_after", about={"repair": ("true",)}),
    ),
)

CONDUCT: Final = watched("What is watched", "Everything that takes or gives points.", "cost")

SECTIONS_OF: Final[Mapping[str, tuple[Section, ...]]] = {
    "points": (BEHAVIOURS, WATCHERS, CONDUCT, SCORE, GRADES_OF_SCORE, measures(graded=True), REACH, REDRESS),
    "reward": (
        BEHAVIOURS,
        WATCHERS,
        watched("What is rewarded", "Everything that gives points.", "gain"),
        SCORE,
        GRADES_OF_SCORE,
        measures(graded=True),
        REDRESS,
    ),
    "rating": (
        BEHAVIOURS,
        WATCHERS,
        watched("What is marked", "What people do, and the mark that they get for it.", "mark"),
        MEAN,
        GRADES_OF_SCORE,
        measures(graded=True),
        REDRESS,
    ),
    "list": (
        BEHAVIOURS,
        WATCHERS,
        watched("What leads onto the list", "One record is enough.", ""),
        listed("stay", "leave", lead="How long a stay lasts, and how one gets off again."),
        measures(graded=False),
        REACH,
        REDRESS,
    ),
    "rates": (
        listed("selected", "stay", lead="Which share is picked out; nobody outside knows by what."),
        measures(graded=False),
    ),
    "scorecard": (WEIGHTS, GRADES_OF_SCORE, measures(graded=True)),
    "gate": (GATE, measures(graded=False)),
    "discretion": (COUNTER, measures(graded=False)),
}
"""What is asked between the people and the law, by kind."""


def sections_of(kind: str, /) -> tuple[Section, ...]:
    """Everything that is asked of a scheme of a kind."""
    return (ABOUT, SOURCES, PEOPLE, *SECTIONS_OF[kind], LAW)


def sections_data(kind: str, /) -> list[dict[str, Any]]:
    """The same as a document."""
    return [section_data(section) for section in sections_of(kind)]
