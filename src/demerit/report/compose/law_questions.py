"""What the audit asks of a scheme, in the same plain words; what is not known stays out, and never becomes "ok"."""

from __future__ import annotations

from typing import Final

from demerit.report.compose.forms import Question, Section, choice

__all__ = ["DOMAIN_WORDS", "LAW", "YES_NO"]

YES_NO: Final = (("true", "Yes"), ("false", "No"))

DOMAIN_WORDS: Final = (
    ("civic", "Life together, the town"),
    ("consumption", "Shopping"),
    ("credit", "Credit and debts"),
    ("education", "School and study"),
    ("employment", "Work"),
    ("environment", "Environment"),
    ("family", "Family"),
    ("food", "Food"),
    ("health", "Health"),
    ("housing", "Housing"),
    ("justice", "Courts"),
    ("licence", "Licences"),
    ("migration", "Migration"),
    ("platform", "An online platform"),
    ("policing", "Police"),
    ("political", "Politics"),
    ("public_order", "Public order"),
    ("public_services", "Public services, water, power, heat"),
    ("religion", "Religion"),
    ("tax", "Tax"),
    ("traffic", "Traffic"),
    ("travel", "Travel, trains, buses"),
    ("welfare", "Benefits and welfare"),
    ("workplace_performance", "Performance at work"),
)
"""Fields of life in words; a choice of those that the format has."""


def asks(key: str, label: str, help_: str = "", options: tuple[tuple[str, str], ...] = YES_NO) -> Question:
    """A question whose answer is declared under a key, such as ``operator.public``."""
    return choice(key, label, options, help_)


LAW: Final = Section(
    id="law",
    title="What the law asks",
    lead="The audit reads these answers. Leave out what you do not know: an unknown answer is never counted as good.",
    questions=(
        asks(
            "operator.public",
            "Is it run by a public authority?",
            "A town, a ministry, a court, or somebody in their name.",
        ),
        asks("operator.law_enforcement", "Is it run by the police, or to prosecute people?"),
        asks(
            "subjects.mandatory", "Must people take part?", "No means that one joins of one's own will and can leave."
        ),
        asks("subjects.minors", "Are children and young people in it?", "People under 18."),
        asks(
            "engine.kind",
            "Who made the rules?",
            "It decides whether law on artificial intelligence can apply.",
            (
                ("rules_by_people", "People wrote them down"),
                ("learned", "A program learned them from data"),
                ("mixed_unclear", "Both, or it is not clear"),
            ),
        ),
        asks(
            "decision.mode",
            "Who decides in the single case?",
            "",
            (
                ("automated", "The program, by itself"),
                ("human_confirms", "Somebody confirms what the program says"),
                ("human_decides", "Somebody decides, and may differ"),
            ),
        ),
        asks("purpose.code", "For which part of life was it made?", "Its purpose, as it is stated.", DOMAIN_WORDS),
        asks("purpose.specific", "Is its purpose one exact thing?", "Clean streets is; good citizens is not."),
        asks(
            "purpose.general_trustworthiness",
            "Does it judge how trustworthy somebody is in general?",
            "Over several parts of life, not in one matter.",
        ),
        asks("purpose.reused", "Does it use data that were collected for something else?"),
        asks(
            "legal_basis.kind",
            "What does it rest on?",
            "",
            (
                ("statute", "A law"),
                ("regulation", "A decree or a by-law"),
                ("policy_document", "A plan or a policy paper"),
                ("contract", "A contract"),
                ("consent", "Consent"),
                ("legitimate_interest", "An interest of who runs it"),
                ("none", "Nothing written"),
            ),
        ),
        asks("legal_basis.rules_public", "Can everybody read the rules?"),
        asks("legal_basis.foreseeable", "Can one see from the rules what will follow?"),
        asks("notice.before", "Are people told before it takes effect?"),
        asks(
            "notice.reasons",
            "Which reasons are they given?",
            "",
            (
                ("none", "None"),
                ("generic", "The same words for everybody"),
                ("specific", "The reasons of their own case"),
            ),
        ),
        asks("notice.logic", "Is it explained how the result comes about?"),
        asks("access.exists", "Can one see what is held about oneself?"),
        asks("redress.free", "Is an objection free of charge?"),
        asks("redress.independent", "Does somebody else decide on it than who made the entry?"),
        asks("redress.human_review", "Does a person look at it?"),
        asks("redress.judicial", "Can one go to court?"),
        asks("governance.dpia", "Was it assessed beforehand what it does to people's data?"),
        asks("governance.bias_testing", "Was it tested whether it treats groups differently?"),
        asks("governance.accuracy_declared", "Is it published how often it is wrong?"),
    ),
)
