"""What a check answers of a scheme, given the facts: order of the limbs, and three values."""

from __future__ import annotations

from typing import Literal

from demerit.audit.load import Rule, Vocabulary
from demerit.audit.truth import Facts, Meaning, Truth, truth

__all__ = ["Answer", "answer_of", "meaning_of"]

Answer = Literal["violates", "departs", "risk", "ok", "undecidable", "not_applicable", "not_in_force"]

SOFT = frozenset({"guidance", "soft_law", "standard"})
"""Texts from which one departs; only the others are violated."""


def meaning_of(facts: Facts, terms: Vocabulary, /) -> Meaning:
    """What names stand for in the checks of the catalogue."""
    return Meaning(facts, terms.numbers, terms.sets)


def answer_of(rule: Rule, meaning: Meaning, /) -> Answer:
    """Answer of a check whose text is in force.

    Whether it applies comes first; then the breach, then the risk. Only where all three are known, and neither of the
    last two holds, nothing tripped: ``ok`` never means lawful.
    """
    applies, breach, risk = (limb_of(rule, limb, meaning) for limb in ("applies", "violates", "risk"))
    if applies is False:
        return "not_applicable"
    if applies is None:
        return "undecidable"
    if breach:
        return "departs" if rule.check.force in SOFT else "violates"
    if risk:
        return "risk"
    return "undecidable" if breach is None or risk is None else "ok"


def limb_of(rule: Rule, limb: str, meaning: Meaning) -> Truth:
    """Truth of a limb; one that is left out is false, and applies if it is ``applies``."""
    tree = rule.limbs.get(limb)
    return limb == "applies" if tree is None else truth(tree, meaning)
