"""Sentences of the audit, and its answers in words."""

from __future__ import annotations

from typing import Final

from demerit.audit.truth import Between, Known, Value

__all__ = ["ANSWERS", "BASES", "DISCLAIMER", "FORCES", "GAP", "ORDER", "ORIGINS", "SEEN", "spoken_value"]

DISCLAIMER: Final = (
    "Not legal advice: texts restated in our words and applied to what a file says of a scheme, never to a person. "
    "A court may see it otherwise; ok means declared and nothing tripped, never lawful."
)

ORDER: Final = ("violates", "departs", "risk", "undecidable", "ok", "not_applicable", "not_in_force")
ANSWERS: Final = {
    "violates": "violates",
    "departs": "departs from",
    "risk": "risk",
    "undecidable": "undecidable",
    "ok": "ok",
    "not_applicable": "not applicable",
    "not_in_force": "not in force",
}
FORCES: Final = {
    "binding": "binding",
    "case_law": "case law",
    "guidance": "guidance",
    "soft_law": "soft law",
    "standard": "a standard",
    "repealed": "repealed",
}
SEEN: Final = {
    "primary": "text read",
    "secondary": "read in an account of it",
    "unverified": "TEXT UNVERIFIED: from general knowledge",
}
BASES: Final = {"text": "stands in the text", "case": "stands in a judgment", "convention": "our convention, no law"}
ORIGINS: Final = {
    "declared": "declared",
    "scheme": "the scheme's rules",
    "society": "the project's scales",
    "derived": "derived",
    "run": "simulated",
}
GAP: Final = (
    "Its rules were written by people, so it may be no AI system in the sense of the AI Act of the EU: what that Act "
    "says of social scoring then does not reach it, whatever it does to people."
)


def spoken_value(value: Value, /) -> str:
    """A value in words.

    Examples
    --------
    >>> spoken_value(True), spoken_value(Between(0.1, 0.25)), spoken_value(None)
    ('yes', '0.1 to 0.25', 'not declared')
    """
    match value:
        case None:
            return "not declared"
        case bool():
            return "yes" if value else "no"
        case float():
            return f"{value:.4g}"
        case Between(low=low, high=high):
            return f"{low:.3g}" if low == high else f"{low:.3g} to {high:.3g}"
        case Known(words=words, complete=complete):
            return (", ".join(words) or "none") + ("" if complete else ", perhaps others")
    return value
