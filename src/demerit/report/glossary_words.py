"""One word, one meaning: what the words of the project mean, for the glossary of the documentation and for hints."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

__all__ = ["WORDS", "Word"]


@dataclass(frozen=True)
class Word:
    """A word, what it means, the names in files and code that mean it, and words that are never used for it."""

    word: str
    means: str
    names: tuple[str, ...] = ()
    never: str = ""


WORDS: Final = (
    Word("ability", "Whether somebody could perform an obligation, in truth.", ("Ability",)),
    Word(
        "attribute",
        "A categorical property of people, such as age in bands. It is data about a table, never about a person.",
        ("attribute", "Attribute"),
    ),
    Word(
        "audit",
        "A scheme's file held against checks of law, element by element. It judges no person and is not legal"
        " advice.",
        ("audit",),
    ),
    Word("band", "A named range of the score.", ("Band", "bands"), "tier, level, grade"),
    Word(
        "bank",
        "Behaviours whose acts are drawn from one process, so that one scheme does not move the dice of another.",
        ("bank",),
    ),
    Word(
        "behaviour", "Something people do: the truth, whether or not anybody sees it.",
        ("Behaviour", "behaviours"), "action, event",
    ),
    Word("belief", "What people think is seen or follows; responses read it.", ("Belief",)),
    Word(
        "burn-in", "Months that run before counting begins, so that what builds up over years is there.",
        ("burn_in",),
    ),
    Word(
        "calibration",
        "How near an interval or a chance comes to what it promises: of intervals of 95 %, about 95 in 100 "
        "hold the true value.",
    ),
    Word(
        "catalogue",
        "What comes with demerit: schemes, societies, safeguards, laws, claims, sources. In commands and "
        "folders: catalog.",
        ("catalog",),
    ),
    Word(
        "cause", "Why an entry exists, in truth; the model knows it. What the authority would say is the reason.",
        ("Cause", "causes"),
    ),
    Word("cell", "One combination of the joint attributes of a society.", ("cell",), "bin, stratum"),
    Word(
        "channel", "How a behaviour becomes a record: with what it sees, misses, makes up and mistakes.",
        ("Channel", "channels"), "sensor, source",
    ),
    Word(
        "check", "One legal test; its result is a finding. The verb is for files: to look for faults.",
        ("check",),
    ),
    Word(
        "claim", "A statement that an article makes about a real system, with a verdict, a reason and sources.",
        ("Claim", "claims"), "fact",
    ),
    Word("conduct", "All behaviours of a society with their rates.", ("Conduct", "conduct")),
    Word(
        "declaration",
        "What a scheme's file says of its law: operator, basis, purpose, rights. What is left out stays unknown.",
        ("Declaration", "declaration"),
    ),
    Word(
        "discretion", "A gatekeeper's choice, as a chance that may differ by group.",
        ("Discretion", "discretion"), "noise",
    ),
    Word("domain", "A field of life, such as travel or housing.", ("domain",), "category"),
    Word(
        "draw",
        "A number by chance that has an address: seed, stream, whom, when. The same address gives the same "
        "number, in every world.",
        ("seed", "stream"),
    ),
    Word(
        "entry", "One line in a subject's file: points or a trigger, with its cause and its term.",
        ("Entry", "entries"), "item, log line",
    ),
    Word("essential", "Of a need: one that people cannot do without, such as food.", ("essential",)),
    Word("evidence", "What a number rests on: its source, the place in it, and its grade.", ("evidence",)),
    Word("exposure", "What people perceive of being watched or listed.", ("exposure",)),
    Word(
        "false alarm",
        "A subject who is listed and has not done what the list claims to find. Of people it is a share of "
        "those who did not do it.",
        (), "a wrongful penalty (that is another question)",
    ),
    Word(
        "finding",
        "What a check answers of one scheme: violates, departs from, risk, ok, undecidable, not applicable, "
        "not in force.",
        ("Finding",), "violation",
    ),
    Word("gate", "Something one must hold to be served.", ("Gate", "gates"), "check"),
    Word(
        "grade", "How good the evidence for a number is, from law text to assumption.",
        ("Grade", "grade"), "quality",
    ),
    Word(
        "gravity",
        "Of an act, 0 to 4, by ordinary law and whatever the scheme thinks of it. An act of gravity 0 is lawful.",
        ("gravity",), "weight",
    ),
    Word(
        "ground", "What a penalty rests on: the entries or states without which it would not be.",
        ("ground",), "reason",
    ),
    Word("group", "Subjects with one value of an attribute, for comparison.", ("group",), "class, cohort"),
    Word(
        "harm",
        "What safeguards are searched for: people penalised wrongly, for others, for lawful conduct, for who "
        "they are. The list is closed.",
        ("harm",),
    ),
    Word(
        "indicator", "A number computed from a ledger, with its count and its interval.",
        ("indicators", "Indicator"), "metric, measure, KPI",
    ),
    Word("interval", "The range of 95 % beside a number: chance in the model, and nothing else.", ("low", "high")),
    Word(
        "ledger", "Everything that a run leaves behind, from which every figure can be computed again.",
        ("Ledger",), "log, history",
    ),
    Word("life", "One subject's ledger, told in order. Nobody lived it.", ("Life", "life"), "trace"),
    Word(
        "list", "A named black or white list that people are put on. In our own voice we say list.",
        ("ListSpec", "lists"), "register",
    ),
    Word("listing", "One stay on a list.", ("listing",)),
    Word(
        "measure", "A consequence that is imposed or granted.",
        ("Measure", "measures"), "sanction, penalty, metric",
    ),
    Word("month", "The tick of the model.", ("months", "month"), "step, tick, period"),
    Word("need", "A service that people ask for.", ("Need", "needs"), "demand"),
    Word("obligation", "A debt or duty that stays open until it is performed.", ("Obligation",), "case"),
    Word("occurrence", "One act.", ("occurrence",), "event"),
    Word(
        "outcome", "A published number about the real system, set beside a run and never an input.",
        ("Published", "outcomes"),
    ),
    Word(
        "pair", "Two worlds that share every draw: the same people with the same dice.",
        ("Pair", "pair"), "A/B test",
    ),
    Word("pass", "Holding what a gate asks for.", ("pass",)),
    Word("penal", "Of a list or a band: that being there is to one's harm.", ("penal",)),
    Word("phase", "One named part of a month.", ("phase",), "stage, step"),
    Word("plan", "A scheme on a society as flat arrays, as the engine reads it.", ("Plan",), "compiled, config"),
    Word("points", "A change of the score by one entry.", ("points",)),
    Word("population", "The subjects and ties that are drawn from a society.", ("Population",), "dataset, sample"),
    Word("protected", "Of an act: that a right stands behind it, such as assembly or religion.", ("protected",)),
    Word(
        "quantity", "A number with value, unit, source, place, grade, range and the day it was checked.",
        ("Quantity",), "parameter, value",
    ),
    Word("range", "Of an assumption: the low and the high end that its author could not exclude.", ("range",)),
    Word(
        "reason", "What the authority would say of an entry. What is so in truth is the cause.",
        ("reason",), "cause",
    ),
    Word("record", "What the authority has written down, right or wrong.", ("record",), "observation"),
    Word(
        "redress", "Any way out: notice, objection, appeal, correction, repair, expiry.",
        ("Redress", "redress"), "remedy",
    ),
    Word("replicate", "A run again with other people and other dice.", ("replicates", "replicate")),
    Word(
        "response", "How people adapt to being watched or listed. All are off unless a society says on.",
        ("Response",), "feedback (that is an indicator)",
    ),
    Word("rule", "What turns a record into an entry.", ("Rule", "rules"), "policy, criterion"),
    Word("run", "One execution: a scheme on a society, with a seed.", ("Run", "run"), "simulation, experiment"),
    Word(
        "safeguard", "A named change to a scheme that is meant to protect.",
        ("Safeguard", "safeguards"), "mitigation, fix",
    ),
    Word(
        "scheme",
        "The whole scoring or listing system as data: what is watched, the rules, what follows, the ways out.",
        ("Scheme", "scheme", "schemes"), "system, policy, program",
    ),
    Word(
        "score", "The running total of points, or another number that bands cut.",
        ("Score", "score"), "rating, credit",
    ),
    Word("sensitivity", "The share of acts that a channel records.", ("sensitivity",)),
    Word("severity", "Of a measure, 0 to 4: how much it takes from the person it hits.", ("severity",), "weight"),
    Word(
        "society", "The synthetic people as data: tables, ties, conduct, needs and responses.",
        ("Society", "society"), "world, population",
    ),
    Word(
        "source", "A citation: title, publisher, year, and how much of it was read.",
        ("Source", "source", "sources"),
    ),
    Word(
        "spread", "A rule that carries entries or listings along ties.",
        ("SpreadRule", "spread"), "contagion (that is an indicator)",
    ),
    Word("stale", "Of a ground: that it should have ended, by the scheme's own rules or in truth."),
    Word("study", "A question with its worlds and its indicators.", ("Study",), "experiment, project"),
    Word(
        "subject", "A person, a household or a firm whose file it is. None is real.",
        ("uid", "Subjects", "persons"), "agent, citizen, user",
    ),
    Word(
        "synthetic",
        "Drawn from published tables or from assumptions. No record of a real person goes in, and none comes out.",
    ),
    Word("target", "The conduct that a list or band claims to find.", ("Target",), "label"),
    Word(
        "term", "How long an entry or a stay counts, by the rules. How long it lasted is what came out.",
        ("Term", "term"), "duration",
    ),
    Word(
        "tie", "A relation between two subjects, with its kind and its direction.",
        ("Tie", "TieKind", "ties"), "edge, link, contact",
    ),
    Word(
        "trait", "The use of an attribute by a scheme: to be scored for who one is.",
        ("TraitRule", "traits"), "feature",
    ),
    Word("trial", "Safeguards tried on one scheme: alone, last, in pairs, and in small sets.", ("Trial",)),
    Word("world", "A run with one choice of scheme; a pair has two.", ("world",), "scenario"),
    Word(
        "wrongful",
        "Of a penalty: that it would not be there without a record that is false, mistaken, misread or stale.",
        ("wrongful",), "false positive (that is against a target)",
    ),
)  # fmt: skip
