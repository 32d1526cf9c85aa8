"""To declare one more harmful fact never makes an answer better."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.audit.check_expression import names_of
from demerit.audit.judge import answer_of, meaning_of
from demerit.audit.load import Rule, all_laws, vocabulary
from demerit.audit.patterns import made_up
from demerit.audit.truth import Facts

RANK: Final = {"not_applicable": 0, "ok": 0, "undecidable": 1, "risk": 2, "departs": 3, "violates": 3}

BETTER_TRUE: Final = (
    "notice.given", "notice.before", "notice.logic", "notice.sources", "notice.score_disclosed", "notice.agency_named",
    "notice.dispute_right", "notice.ai_told", "access.exists", "access.evidence", "redress.exists", "redress.free",
    "redress.independent", "redress.judicial", "redress.human_review", "redress.contest", "redress.suspends",
    "redress.unverifiable_deleted", "redress.correction", "redress.tells_recipients", "redress.repair",
    "redress.repair_stops_sharing", "redress.repair_lifts", "governance.dpia", "governance.fria",
    "governance.registered", "governance.risk_management", "governance.bias_testing", "governance.accuracy_declared",
    "governance.oversight_assigned", "governance.verifiable_by_outsider", "governance.impact_assessment",
    "governance.affected_consulted", "governance.feedback_mitigation", "governance.relevance_review",
    "governance.subgroup_metrics", "governance.out_of_scope_declared", "governance.uses_tested_relevant",
    "consent.explicit", "consent.freely_given", "consent.separate_sensitive", "purpose.specific",
    "purpose.compatible_or_law", "legal_basis.foreseeable", "legal_basis.rules_public",
    "us.permissible_purpose", "us.match_verified", "us.pre_termination_hearing", "us.only_relevant_necessary",
    "cn.conduct_in_catalogue", "cn.sensitive_consent", "cn.impact_assessment", "cn.refuse_auto_right",
)  # fmt: skip
"""Flags that it is worse to lack."""

BETTER_FALSE: Final = (
    "purpose.general_trustworthiness", "purpose.reused", "subjects.mandatory", "subjects.minors",
    "engine.continues_learning", "us.substantial_injury", "us.first_amendment_records", "cn.unable_to_pay_listed",
    "cn.bars_ordinary_school", "cn.price_discrimination",
)  # fmt: skip
"""Flags that it is worse to have."""

STEPS: Final[dict[str, tuple[Any, Any]]] = {
    "decision.mode": ("human_decides", "automated"),
    "decision.score_weight": ("minor", "decisive"),
    "decision.relied_on_by_third": ("none", "decisive"),
    "notice.reasons": ("specific", "none"),
    "access.days": ("20", "200"),
    "redress.decide_days": ("20", "400"),
    "redress.file_days": ("60", "2"),
    "governance.logs_months": ("12", "1"),
    "engine.period_months": ("1", "36"),
    "uses": (["income"], ["income", "ethnicity", "religion", "nationality", "health", "political_opinion"]),
    "infers": ([], ["race", "health", "political_opinion"]),
    "ind.wrongful_share": ("0", "0.5"),
    "ind.assoc_only_share": ("0", "0.5"),
    "ind.children_harmed_share": ("0", "0.2"),
    "ind.severe_for_trivial_share": ("0", "0.2"),
    "ind.multi_penalty_share": ("0", "0.5"),
    "ind.essential_loss_share": ("0", "0.1"),
    "ind.chill_protected": ("0", "0.5"),
    "ind.fpr_ratio_max": ("1", "3"),
    "ind.selection_ratio_min": ("1", "0.2"),
    "ind.months_to_correct_median": ("1", "30"),
    "ind.uncorrected_12m_share": ("0", "0.9"),
    "ind.persist_after_cure_median": ("0", "30"),
    "ind.feedback_gain": ("1", "4"),
    "ind.wrong_and_unable_to_appeal_share": ("0", "0.9"),
    "ind.notice_reached_share": ("1", "0.1"),
}
"""Other fields, with a harmless and a harmful value."""

ITEM_STEPS: Final[dict[tuple[str, str], tuple[Any, Any]]] = {
    ("measures", "severity"): ("1", "4"),
    ("measures", "detrimental"): ("false", "true"),
    ("measures", "prior_hearing"): ("true", "false"),
    ("measures", "prior_notice"): ("true", "false"),
    ("measures", "automatic"): ("false", "true"),
    ("measures", "essential"): ("none", "food"),
    ("measures", "law_cited"): ("true", "false"),
    ("behaviours", "gravity"): ("2", "0"),
    ("behaviours", "protected"): ("none", "assembly"),
    ("channels", "fp_rate"): ("0.01", "0.6"),
    ("channels", "protected_activity"): ("false", "true"),
    ("records", "months"): ("12", "900"),
    ("records", "political"): ("false", "true"),
    ("lists", "published"): ("false", "true"),
    ("lists", "months"): ("12", "900"),
    ("lists", "children_named"): ("false", "true"),
    ("lists", "proportionality_review"): ("true", "false"),
    ("association", "fault_required"): ("true", "false"),
}
"""Fields of items, with a harmless and a harmful value."""

HARMS: Final[dict[str, tuple[Any, Any]]] = {
    **dict.fromkeys(BETTER_TRUE, ("true", "false")),
    **dict.fromkeys(BETTER_FALSE, ("false", "true")),
    **STEPS,
    **{f"{kind}/{key}": values for (kind, key), values in ITEM_STEPS.items()},
}
CHOICES: Final = frozenset({
    "uses", "infers", "decision.mode", "decision.score_weight", "decision.relied_on_by_third", "notice.reasons",
    "behaviours/protected", "measures/essential",
})  # fmt: skip
"""Fields of words: to learn that one holds is to learn that the others, which may be worse, do not."""

LISTS: Final = ("channels", "behaviours", "measures", "lists", "records", "association")


def facts(pattern: str, values: dict[str, Any], present: frozenset[str]) -> Facts:
    """A made-up scheme: a pattern, fields over it, and of each list in ``present`` one item or more."""
    terms = vocabulary()
    layers = [terms.patterns[pattern]] if pattern else []
    lists: dict[str, Any] = {}
    for kind in LISTS:
        items = next((layer[kind] for layer in (*reversed(layers), terms.baseline) if kind in layer), [])
        if kind in ("lists", "records", "association"):
            items = items or ([{"id": "one"}] if kind in present else [])
        over = {key.partition("/")[2]: value for key, value in values.items() if key.startswith(f"{kind}/")}
        lists[kind] = [{**item, **over} for item in items]
    flat = {key: value for key, value in values.items() if "/" not in key}
    return made_up([*layers, lists, flat], terms, name="a trial")


def asks_whether_it_applies(rule: Rule, harm: str) -> bool:
    """Whether the check reads this field to know if it applies: once it is known, all that follows may be in order."""
    tree = rule.limbs.get("applies")
    read = set(names_of(tree)) if tree else set()
    whole = tuple(harm.replace("/", ".").split("."))
    return whole in read or ("links",) in read


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    pattern=st.sampled_from(["", *sorted(vocabulary().patterns)]),
    levels=st.dictionaries(st.sampled_from(sorted(HARMS)), st.sampled_from([0, 1, 2]), max_size=25),
    harm=st.sampled_from(sorted(HARMS)),
    unknown=st.booleans(),
    present=st.frozensets(st.sampled_from(["lists", "records", "association"])),
)
def test_one_more_harmful_fact_never_makes_an_answer_better(
    pattern: str, levels: dict[str, int], harm: str, unknown: bool, present: frozenset[str]
) -> None:
    terms = vocabulary()
    values = {name: (*HARMS[name], "unknown")[level] for name, level in levels.items()}
    kind = harm.partition("/")[0]
    there = present | {kind} if "/" in harm else present
    before, after = (
        meaning_of(facts(pattern, {**values, harm: value}, there), terms)
        for value in ("unknown" if unknown and harm not in CHOICES else HARMS[harm][0], HARMS[harm][1])
    )
    better = {
        rule.check.id: (first, second)
        for rule in all_laws()
        if RANK[second := answer_of(rule, after)] < RANK[first := answer_of(rule, before)]
        and not (first == "undecidable" and unknown and asks_whether_it_applies(rule, harm))
    }
    assert better == {}, harm
