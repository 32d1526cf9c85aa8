"""The closed table of what may be declared for the legal audit, and its check (S34x).

Every key has a kind: ``flag`` (true or false), ``number``, ``word``, or a tuple of the words allowed. A key left out is
unknown, and unknown never becomes ok. What the scheme itself says (severity, hops, published) may be declared too, but
must then agree with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from demerit.errors import Defect, nearest
from demerit.evidence.yamltext import Path
from demerit.scheme.checks.case import Case

__all__ = ["DOMAINS", "ITEMS", "SECTIONS", "Kind", "check_declaration"]

Kind = str | tuple[str, ...]

DOMAINS: Final = (
    "biometrics",
    "business_licence",
    "civic",
    "consumption",
    "credit",
    "defence",
    "driving_licence",
    "education",
    "emergency",
    "employment",
    "environment",
    "family",
    "food",
    "health",
    "housing",
    "insurance_health",
    "insurance_life",
    "insurance_motor",
    "justice",
    "licence",
    "migration",
    "national_security",
    "platform",
    "platform_access",
    "policing",
    "political",
    "public_order",
    "public_services",
    "religion",
    "social_media",
    "tax",
    "telecom",
    "traffic",
    "travel",
    "welfare",
    "welfare_fraud_check",
    "workplace_performance",
)
"""Fields of life, as the domain relations of the law catalogue use them."""


def flags(*names: str) -> dict[str, Kind]:
    """Keys that are true or false."""
    return dict.fromkeys(names, "flag")


def figures(*names: str) -> dict[str, Kind]:
    """Keys that are numbers."""
    return dict.fromkeys(names, "number")


SECTIONS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "operator": flags(
        "public",
        "on_behalf_of_public",
        "federal_agency",
        "law_enforcement",
        "court",
        "employer",
        "creditor",
        "insurer",
        "platform",
        "essential_private_service",
        "financial_institution",
        "third_party_reports",
    ),
    "subjects": flags("natural_persons", "aggregated_entities", "minors", "mandatory"),
    "claims": flags("national_security", "ai_act_6_3"),
    "engine": {
        "kind": ("learned", "rules_by_people", "mixed_unclear"),
        "period_months": "number",
        **flags("score", "profiling", "continues_learning"),
    },
    "decision": {
        "mode": ("automated", "human_confirms", "human_decides"),
        "override_rate": "number",
        "score_weight": ("none", "minor", "important", "decisive"),
        "relied_on_by_third": ("none", "contributory", "decisive"),
        "fixed_reason_list": "flag",
    },
    "purpose": {"code": DOMAINS, **flags("specific", "general_trustworthiness", "reused", "compatible_or_law")},
    "legal_basis": {
        "kind": ("statute", "regulation", "contract", "consent", "legitimate_interest", "policy_document", "none"),
        **flags("specifies_data", "foreseeable", "authorises_automated", "rules_public"),
    },
    "notice": {
        "reasons": ("none", "generic", "specific"),
        **flags("given", "before", "logic", "sources", "score_disclosed", "agency_named", "dispute_right", "ai_told"),
    },
    "access": {"days": "number", **flags("exists", "evidence")},
    "redress": {
        **figures("file_days", "decide_days", "extension_days", "ack_days"),
        **flags(
            "exists",
            "free",
            "independent",
            "judicial",
            "human_review",
            "contest",
            "suspends",
            "unverifiable_deleted",
            "correction",
            "tells_recipients",
            "repair",
            "repair_stops_sharing",
            "repair_lifts",
        ),
    },
    "governance": {
        "logs_months": "number",
        **flags(
            "dpia",
            "fria",
            "registered",
            "risk_management",
            "bias_testing",
            "accuracy_declared",
            "oversight_assigned",
            "verifiable_by_outsider",
            "impact_assessment",
            "affected_consulted",
            "feedback_mitigation",
            "relevance_review",
            "subgroup_metrics",
            "out_of_scope_declared",
            "uses_tested_relevant",
        ),
    },
    "consent": flags("explicit", "freely_given", "separate_sensitive"),
    "eu": flags("law_authorises_special", "official_authority_offence_data"),
    "us": {
        "interest": ("none", "travel", "licence", "employment", "welfare", "liberty"),
        **figures("match_notice_days", "adverse_notice_days"),
        **flags(
            "permissible_purpose",
            "consumer_report",
            "large_loan_exempt",
            "matching",
            "match_verified",
            "phi_from_covered_entity",
            "phi_authorised",
            "npi_shared_nonaffiliate",
            "npi_notice_optout",
            "first_amendment_records",
            "fa_statute_consent_or_le",
            "substantial_injury",
            "avoidable_by_person",
            "outweighed_by_benefit",
            "pre_termination_hearing",
            "only_relevant_necessary",
        ),
    },
    "cn": {
        "basis": ("law", "local_regulation", "departmental_notice", "pilot_plan", "none"),
        "fault_class": ("light", "general", "serious"),
        **figures("publish_months", "term_months", "extension_months", "objection_days", "bureau_months"),
        **flags(
            "on_list",
            "conduct_in_catalogue",
            "judgment_defaulter",
            "unable_to_pay_listed",
            "bars_ordinary_school",
            "sensitive_consent",
            "impact_assessment",
            "price_discrimination",
            "refuse_auto_right",
        ),
    },
}
"""Keys of each section."""

ITEMS: Final[Mapping[str, Mapping[str, Kind]]] = {
    "channels": {
        "domain": DOMAINS,
        "fp_rate": "number",
        "origin": ("own_records", "official", "third_party", "device", "surveillance", "informant", "social_network"),
        "biometric": ("none", "identification", "categorisation"),
        "place": ("none", "public_space", "workplace", "workplace_medical_safety", "education", "mixed"),
        **flags("realtime", "emotion", "consent", "protected_activity", "informant"),
    },
    "behaviours": {"domain": DOMAINS, **flags("lawful", "law_cited")},
    "measures": {
        "domain": DOMAINS,
        **figures("severity", "months"),
        "target": ("subject", "household", "relatives", "children", "spouse", "associates", "group", "employer"),
        "essential": (
            "none",
            "food",
            "health",
            "shelter",
            "subsistence",
            "education_compulsory",
            "emergency",
            "water_energy",
        ),
        "restricts": ("none", "movement", "public_office", "vote", "liberty", "expression", "assembly"),
        **flags(
            "detrimental",
            "automatic",
            "prior_notice",
            "prior_hearing",
            "ends_on_cure",
            "law_cited",
            "reward",
            "nominal",
        ),
    },
    "lists": {
        "months": "number",
        **flags(
            "published",
            "individual_decision",
            "proportionality_review",
            "offences",
            "prior_notice",
            "prior_hearing",
            "removed_on_cure",
            "children_named",
            "minors",
        ),
    },
    "records": {
        "kind": (
            "adverse",
            "collection",
            "judgment",
            "arrest",
            "conviction",
            "bankruptcy",
            "tax_lien_paid",
            "positive",
            "neutral",
        ),
        **figures("months", "register_months"),
        "political": "flag",
    },
    "association": {
        "kind": (
            "family",
            "parent_child",
            "spouse",
            "sibling",
            "relative",
            "coresident",
            "guarantor",
            "accomplice",
            "friend",
            "contact",
            "colleague",
            "neighbour",
            "officer",
            "employee",
            "political_group",
            "religious_group",
        ),
        "effect": ("penalty", "score", "reward"),
        "hops": "number",
        **flags("fault_required", "exclusive"),
    },
}
"""Keys of each item of the sections that go by id."""


def check_declaration(case: Case) -> Iterator[Defect]:
    """Keys, their types, ids, and agreement with the scheme.

    Parameters
    ----------
    case : Case

    Yields
    ------
    Defect
        S340 unknown key, S341 wrong value, S342 contradiction with the scheme, S2xx unknown id.
    """
    declared = case.scheme.declaration
    for section, allowed in SECTIONS.items():
        yield from check_keys(case, ("declaration", section), getattr(declared, section), allowed)
    for section, allowed in ITEMS.items():
        for name, item in getattr(declared, section).items():
            yield from check_keys(case, ("declaration", section, name), item, allowed)
    yield from check_ids(case)
    yield from check_agreement(case)


def check_keys(case: Case, here: Path, table: Mapping[str, str], allowed: Mapping[str, Kind]) -> Iterator[Defect]:
    """Keys and types of one table."""
    where = ".".join(str(step) for step in here)
    for key, text in table.items():
        path = (*here, key)
        if key not in allowed:
            yield case.fault("S340", path, f'unknown key "{key}" in {where}', nearest(key, allowed), key=True)
            continue
        kind = allowed[key]
        if isinstance(kind, tuple):
            if text not in kind:
                yield case.fault("S341", path, f'"{text}" is not a choice for {where}.{key}', nearest(text, kind))
        elif kind == "flag" and text not in ("true", "false"):
            yield case.fault("S341", path, f'{where}.{key} is "{text}"', "Write true or false.")
        elif kind == "number" and not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII):
            yield case.fault("S341", path, f'{where}.{key} is "{text}"', "Write a number of 0 or more.")


def check_ids(case: Case) -> Iterator[Defect]:
    """Items that stand for parts of the scheme are named after them."""
    scheme, declared = case.scheme, case.scheme.declaration
    behaviours = {w.behaviour for c in scheme.channels for w in c.watches} | {r.on for r in scheme.rules if r.on}
    known: list[tuple[str, str, str, Iterable[str]]] = [
        ("channels", "S203", "channel", (c.id for c in scheme.channels)),
        ("measures", "S214", "measure", (m.id for m in scheme.measures)),
        ("lists", "S206", "list", (x.id for x in scheme.lists)),
        ("behaviours", "S202", "watched behaviour", behaviours),
    ]
    for section, code, kind, ids in known:
        allowed = set(ids)
        for name in getattr(declared, section):
            yield from case.unknown(code, ("declaration", section, name), kind, name, allowed, key=True)


def check_agreement(case: Case) -> Iterator[Defect]:
    """What is declared and also stands in the scheme must be the same."""
    for path, said, modelled in agreements(case):
        try:
            same = said == modelled or float(said) == float(modelled)
        except ValueError:
            same = False
        if not same:
            where = ".".join(str(step) for step in path)
            yield case.fault("S342", path, f"{where} is {said}, but the scheme says {modelled}", "Make them agree.")


def agreements(case: Case) -> Iterator[tuple[Path, str, str]]:
    """Pairs of what is declared and what the scheme says, where both are there."""
    scheme, declared = case.scheme, case.scheme.declaration
    pairs: list[tuple[Path, Mapping[str, str], Mapping[str, Any]]] = [
        (("declaration", "subjects"), declared.subjects, {"mandatory": scheme.subjects.mandatory}),
    ]
    pairs += [
        (
            ("declaration", "measures", m.id),
            declared.measures.get(m.id, {}),
            {"severity": m.severity, "domain": m.domain},
        )
        for m in scheme.measures
    ]
    pairs += [
        (("declaration", "lists", x.id), declared.lists.get(x.id, {}), {"published": x.published}) for x in scheme.lists
    ]
    pairs += [
        (
            ("declaration", "association", s.id),
            declared.association.get(s.id, {}),
            {"hops": s.hops, "fault_required": s.fault_required},
        )
        for s in scheme.spread
    ]
    if scheme.redress.instances:
        pairs.append((("declaration", "redress"), declared.redress, {"exists": True}))
    for path, table, modelled in pairs:
        for key, value in modelled.items():
            if key in table:
                yield (*path, key), table[key], str(value).lower() if isinstance(value, bool) else str(value)
