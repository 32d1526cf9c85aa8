"""Every name that a check may read, and of what kind it is: the declaration's keys, and what is derived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from demerit.scheme.check_declaration import DOMAINS, ITEMS, SECTIONS, Kind

__all__ = ["FIELDS", "INDICATORS", "ITEM_FIELDS", "PROTECTED"]

PROTECTED: Final = ("none", "expression", "assembly", "association", "religion", "vote", "journalism", "petition")

INDICATORS: Final[Mapping[str, str]] = {
    "wrongful_share": "share of penalised subjects with a penalty that is gone without wrong grounds",
    "selection_ratio_min": "lowest ratio of the shares ever penalised of two groups (below 1)",
    "job_selection_ratio_min": "the same of a measure on work",
    "selection_diff_significant": "whether the interval of some such ratio of a measure on work leaves out 1",
    "fpr_ratio_max": "highest ratio of false positive rates of two groups",
    "assoc_only_share": "share of penalised subjects with a penalty that is gone without ties to others",
    "months_to_correct_median": "median months from making to correction of a wrong entry",
    "uncorrected_12m_share": "share of wrong entries not corrected within 12 months",
    "persist_after_cure_median": "months that a stay outlives its cause",
    "wrong_and_unable_to_appeal_share": "share of wrong adverse entries that no instance hears",
    "notice_reached_share": "share of wrong entries of which the subject had notice",
    "stale_record_share": "share of penalised subjects with a penalty by a stale copy",
    "essential_loss_share": "share of subjects refused an essential need",
    "children_harmed_share": "share of children ever penalised",
    "severe_for_trivial_share": "share of penalised subjects hit much harder than the act weighs",
    "multi_penalty_share": "share of adverse entries that led to penalties of two kinds or more",
    "chill_protected": "relative fall of protected conduct against the world without the scheme",
    "feedback_gain": "records that one record leads to, with its followers",
}
"""Figures of a run that checks may read as ``ind.<name>``, each with what it says."""

FIELDS: Final[Mapping[str, Kind]] = {
    **{f"{section}.{key}": kind for section, keys in SECTIONS.items() for key, kind in keys.items()},
    **{f"ind.{name}": "flag" if name == "selection_diff_significant" else "number" for name in INDICATORS},
    "ai": "flag",
    "uses": "words",
    "infers": "words",
}
"""Fields of a scheme as a whole. ``ai``: whether it is a system that infers (from ``engine.kind``)."""

ITEM_FIELDS: Final[Mapping[str, Mapping[str, Kind]]] = {
    **ITEMS,
    "channels": {**ITEMS["channels"], "id": "word"},
    "behaviours": {**ITEMS["behaviours"], "id": "word", "gravity": "number", "protected": PROTECTED, "channel": "word"},
    "measures": {**ITEMS["measures"], "id": "word", "triggers": "words"},
    "lists": {**ITEMS["lists"], "id": "word", "fields": "words"},
    "records": {**ITEMS["records"], "id": "word"},
    "association": {**ITEMS["association"], "id": "word"},
    "links": {
        "behaviour": "word",
        "channel": "word",
        "measure": "word",
        "relation": ("related", "unrelated", "unclear"),
        "gap": "number",
        "lawful": "flag",
        "gravity": "number",
        "protected": PROTECTED,
        "detrimental": "flag",
        "severity": "number",
        "domain": DOMAINS,
        "target": ITEMS["measures"]["target"],
        "essential": ITEMS["measures"]["essential"],
        "restricts": ITEMS["measures"]["restricts"],
        "reward": "flag",
        "automatic": "flag",
        "law_cited": "flag",
    },
}
"""Fields of items of lists. A link joins a behaviour, the channel that records it and a measure that follows."""
