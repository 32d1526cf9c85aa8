"""Faults in the audit: what is unknown, what is simulated, and where and when a text holds."""

from __future__ import annotations

from tests.mutants.fault import Fault

MEANING = "tests/audit/test_expression.py"
AUDIT = "tests/audit/test_audit.py"
MODE = f"{AUDIT}::test_mode_is_actual_only_where_and_when_the_text_reaches_it"
OTHERS = f"{MEANING}::test_a_list_that_may_have_others_rules_nothing_out"

LAW = (
    Fault(
        "unknown-is-no",
        "audit/truth.py",
        "            return None if unknown else not wanted\n        case Comparison():",
        "            return not wanted\n        case Comparison():",
        (f"{MEANING}::test_what_is_unknown_stays_so[operator.public and operator.platform-None]",),
        "what nobody declared would count for the scheme",
    ),
    Fault(
        "list-of-some-is-a-list-of-all",
        "audit/truth.py",
        "    unknown = not items.complete\n",
        "    unknown = False\n",
        (f"{OTHERS}[any(c.domain == 'credit' for c in channels)-None]",),
        "an item that nobody declared would not be there",
    ),
    Fault(
        "middle-of-an-interval-trips",
        "audit/truth.py",
        "return True if left.high < right.low else False if left.low >= right.high else None",
        "return left.low + left.high < right.low + right.high",
        (f"{MEANING}::test_what_is_unknown_stays_so[ind.wrongful_share > 0.1-None]",),
        "a figure would trip though its interval straddles the number",
    ),
    Fault(
        "simulation-makes-a-breach",
        "audit/load.py",
        'if limb == "violates" and any(name[0] == "ind"',
        'if limb == "violates" and any(name[0] == "nothing"',
        (f"{AUDIT}::test_faults_of_an_instrument_are_told",),
        "a simulated figure alone could say that a law is broken",
    ),
    Fault(
        "default-is-a-fact",
        "audit/derived.py",
        "return self.written(*path) and not (self.resolved and value == DEFAULTS.get(str(path[-1])))",
        "return True",
        (f"{AUDIT}::test_a_default_says_nothing",),
        "what a file leaves out would be known by its default",
    ),
    Fault(
        "unlisted-pair-is-related",
        "audit/links.py",
        'UNLISTED = Related("unclear"',
        'UNLISTED = Related("related"',
        (f"{AUDIT}::test_a_link_joins_an_act_with_the_measure_it_leads_to",),
        "fields of life of which no source speaks would have to do with each other",
    ),
    Fault(
        "ended-scheme-is-actual",
        "audit/evaluate.py",
        "    if end is not None and as_of[: len(end)] > end:\n        return",
        "    if end is not None and as_of < end:\n        return",
        (f"{MODE}[EU-GDPR-06-BASIS-change0-2019-06-01-actual]",),
        "a scheme that has ended would break the law of today",
    ),
)
