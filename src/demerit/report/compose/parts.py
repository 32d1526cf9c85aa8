"""The parts of a scheme that answers speak of: channels, rules, score, lists, measures, ties, ways out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from demerit.report.compose.answers import Answers, Row, slug
from demerit.report.compose.people import Own
from demerit.report.compose.write import Flow
from demerit.society.load import SocietyBundle

__all__ = ["Parts", "of_kind"]


@dataclass
class Parts:
    """A scheme in the making.

    Attributes
    ----------
    answers : Answers
    bundle : SocietyBundle
    own : Own
    data : dict
        Sections of the scheme, in their order.
    ids : dict of str to str
        Ids of watchers and grades by the id of their row.
    unknowns : list of str
        What the answers say is not known, beside numbers.
    """

    answers: Answers
    bundle: SocietyBundle
    own: Own
    data: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, str] = field(default_factory=dict)
    sorts: dict[str, str] = field(default_factory=dict)
    unknowns: list[str] = field(default_factory=list)

    def labels(self) -> dict[str, str]:
        """Labels of everything that people do, by id."""
        known = {each.id: each.label or each.id for each in self.bundle.conduct.behaviours}
        own = {
            self.own.behaviours[row.id]: row.text("label", needed=False)
            for row in self.answers.rows("behaviours")
            if row.id in self.own.behaviours
        }
        return known | own

    def behaviour(self, row: Row) -> str:
        """The behaviour that a row names; empty until one is chosen."""
        told = row.text("behaviour")
        name = self.own.behaviours.get(told, told)
        if told and name not in self.labels():
            row.miss("behaviour", "The society has nothing of this name; choose again.")
            return ""
        return name


def of_kind(parts: Parts, /) -> Parts:
    """Fill in everything that a kind of scheme has."""
    for step in STEPS[parts.answers.kind]:
        step(parts)
    return parts


def watching(parts: Parts) -> None:
    """Channels, and the rules on what they record."""
    taken = set[str]()
    channels: dict[str, dict[str, Any]] = {}
    for row in parts.answers.rows("watchers"):
        label = row.text("label")
        row.choice("origin", needed=False)
        sensitivity, false, wrong = row.number("sensitivity"), row.number("false_records"), row.number("misattribution")
        name = slug(label, taken, "watcher")
        parts.ids[row.id] = name
        channels[name] = {
            "id": name,
            "label": label,
            "watches": [],
            "sensitivity": sensitivity,
            "false_records": {"rate": false} if false else None,
            "misattribution": {"p": wrong} if wrong else None,
        }
    rules, named = list[dict[str, Any]](), set[str]()
    for row in parts.answers.rows("watched"):
        behaviour, watcher = parts.behaviour(row), parts.ids.get(row.text("watcher"), "")
        effect = effect_of(row)
        term = row.number("counts")
        if not watcher or not behaviour:
            continue
        watches = channels[watcher]["watches"]
        if not any(watch["behaviour"] == behaviour for watch in watches):
            watches.append(Flow(behaviour=behaviour))
        label = parts.labels()[behaviour]
        rules.append(
            {
                "id": slug(behaviour, named, "rule"),
                "label": label[:1].upper() + label[1:],
                "on": behaviour,
                "via": [watcher],
                **effect,
                "term": term,
            }
        )
    for watcher in [name for name, channel in channels.items() if not channel["watches"]]:
        del channels[watcher]
    if not rules:
        parts.answers.section("watched").miss("behaviour", "Nothing is watched yet.")
    parts.data |= {"channels": list(channels.values()), "rules": rules}


def effect_of(row: Row) -> dict[str, Any]:
    """What a record does: points, a mark, or a way onto the list."""
    for name in ("cost", "gain", "mark"):
        if row.question(name) is not None:
            return {"points": row.number(name)}
    return {"trigger": "true", "adverse": "true"}


def scoring(parts: Parts) -> None:
    """The score: a sum of points or a mean of marks, with its grades."""
    row = parts.answers.section("score")
    mean = parts.answers.kind == "rating"
    parts.data["score"] = {
        "kind": "mean" if mean else "sum",
        "initial": row.number("initial"),
        "floor": row.number("floor"),
        "ceiling": row.number("ceiling"),
    }
    clean = row.number("clean")
    if clean is not None:
        months = row.choice("clean_months", needed=False) or "12"
        parts.data["rules"].append(
            {
                "id": "clean_time",
                "label": "A clean time",
                "recurring": Flow(when="clean", months=months),
                "points": clean,
            }
        )
    grading(parts)


def grading(parts: Parts, component: str = "") -> None:
    """Grades of the score."""
    bands, taken = list[dict[str, Any]](), set[str]()
    for row in parts.answers.rows("grades"):
        label, sort, begins = row.text("label"), row.choice("sort"), row.number("at_least")
        name = slug(label, taken, "grade")
        parts.ids[row.id], parts.sorts[name] = name, sort
        flag = {"penal": {"penal": "true"}, "rewarding": {"rewarding": "true"}}.get(sort, {})
        part = {"component": component} if component else {}
        bands.append({"id": name, "label": label, **flag, **part, "at_least": begins})
    if not bands:
        parts.answers.section("grades").miss("label", "The score has no grades yet.")
    parts.data["bands"] = bands


def carding(parts: Parts) -> None:
    """A card: points for who one is; a weight that nobody knows is left out and named."""
    items: dict[str, Any] = {}
    taken = set[str]()
    for row in parts.answers.rows("weights"):
        trait, weight = row.text("trait"), row.number("weight")
        attribute, _, value = trait.partition("=")
        known = {each.id: each for each in parts.bundle.society.attributes}
        if attribute not in known or value not in known[attribute].values:
            continue
        if weight is None or "source" not in weight:
            parts.unknowns.append(f"How much the card gives for {known[attribute].label or attribute}: {value}.")
            continue
        about = {key: weight[key] for key in ("grade", "source", "place") if key in weight}
        case = Flow(when={attribute: [value]}, value=weight["value"])
        items[slug(f"{attribute} {value}", taken, "trait")] = {
            "cases": [case],
            "otherwise": "0",
            "unit": "points",
            **about,
        }
    if not items:
        parts.answers.section("weights").miss("trait", "The card has no weight with a document yet.")
    one = Flow(value="1", unit="factor", grade="assumption", range=["1", "1"], note="Points are taken as they are.")
    if not items:
        return
    card = {
        "evaluated": "once",
        "items": items,
        "components": {"card": {"sum": [[name] for name in items], "threshold": one, "scale": "1"}},
    }
    parts.data["score"] = {"kind": "scorecard", "card": card}
    grading(parts, "card")


def listing(parts: Parts) -> None:
    """The list: how one comes onto it, and how off again."""
    row = parts.answers.section("list")
    label, published = row.text("label"), row.flag("published")
    name = slug(label, set(), "list")
    if published is None:
        parts.unknowns.append("Whether everybody can see who is on the list.")
    stay = row.number("stay")
    term: dict[str, Any] = {"kind": "fixed", "length": stay} if stay else {"kind": "open"}
    if parts.answers.kind == "rates":
        rates = {"selected": row.number("selected", unit="share"), "every_months": "12"}
        entries = [{"id": "selection", "rates": rates, "term": term}]
    else:
        entries = [
            {"id": f"by_{rule['id']}"[:60], "rule": rule["id"], "term": dict(term)} for rule in parts.data["rules"]
        ]
    spec: dict[str, Any] = {
        "id": name,
        "label": label,
        "penal": "true",
        "published": "true" if published else "false",
        "entries": entries,
    }
    if stay is None:
        rate = row.number("leave")
        ends = {"id": "taken_off", "on": "granted", "rate": rate} if rate else {"id": "paid", "on": "performed"}
        spec["exits"] = [ends]
    parts.ids["list"] = name
    parts.data["lists"] = [spec]


def passing(parts: Parts) -> None:
    """The pass that one must hold."""
    row = parts.answers.section("gate")
    label = row.text("label")
    parts.ids["gate"] = slug(label, set(), "pass")
    parts.data["gates"] = [
        {
            "id": parts.ids["gate"],
            "label": label,
            "held_at_start": row.number("held", unit="share"),
            "apply": row.number("apply"),
            "granted": row.number("granted"),
            "lost": row.number("lost"),
        }
    ]


def choosing(parts: Parts) -> None:
    """Who decides at the counter."""
    row = parts.answers.section("counter")
    label = row.text("label")
    parts.ids["discretion"] = slug(label, set(), "counter")
    per = row.choice("per") or "request"
    parts.data["discretion"] = [{"id": parts.ids["discretion"], "label": label, "p": row.number("refuses"), "per": per}]


def following(parts: Parts) -> None:
    """What follows, each hanging on what this kind of scheme has."""
    made, taken = list[dict[str, Any]](), set[str]()
    needs = {need.id: need for need in parts.bundle.needs.needs}
    for row in parts.answers.rows("measures"):
        label, kind = row.text("label"), row.choice("kind") or "burden"
        need, severity = row.text("need", needed=kind in ("deny", "grant")), row.choice("severity")
        domain = row.choice("domain")
        enforcement = row.number("enforcement")
        if kind not in ("deny", "grant"):
            need = ""
        if need and need not in needs:
            row.miss("need", "The society asks for nothing of this name; choose again.")
        on = hook(parts, row)
        if not on:
            continue
        made.append(
            {
                "id": slug(label, taken, "consequence"),
                "label": label,
                "kind": kind,
                **on,
                "need": need if need in needs else None,
                "severity": severity or "1",
                "domain": domain or "civic",
                "enforcement": enforcement,
            }
        )
    if not made:
        parts.answers.section("measures").miss("label", "Nothing follows from it yet.")
    parts.data["measures"] = made


def hook(parts: Parts, row: Row) -> dict[str, Any]:
    """What a measure hangs on."""
    for name in ("list", "gate", "discretion"):
        if name in parts.ids and parts.answers.kind not in ("points", "reward", "rating", "scorecard"):
            return {name: parts.ids[name]}
    told = row.text("grade")
    return {"band": [parts.ids[told]]} if told in parts.ids else {}


def reaching(parts: Parts) -> None:
    """Whom else it reaches."""
    row = parts.answers.section("reach")
    who = row.text("who", needed=False)
    ties = {tie.id for tie in parts.bundle.society.ties} | ({"household"} if parts.bundle.society.households else set())
    if who == "nobody":
        return
    if who not in ties:
        parts.unknowns.append("Whether anybody else is hit for what a person did.")
        return
    carry = row.number("carry")
    if "list" in parts.ids:
        parts.data["spread"] = [{"id": f"{who}_listed", "list": parts.ids["list"], "to": who, "p_carry": carry}]
        return
    parts.data["spread"] = [
        {"id": f"{rule['id']}_{who}"[:60], "rule": rule["id"], "to": who, "p_carry": carry}
        for rule in parts.data["rules"]
        if "on" in rule and str((rule.get("points") or {}).get("value", "")).startswith("-")
    ]


def redressing(parts: Parts) -> None:
    """What one can do about it."""
    row = parts.answers.section("redress")
    told = row.number("told")
    made: dict[str, Any] = {"notice": {"p": told} if told else None}
    objection = row.flag("objection")
    if objection:
        made["instances"] = [
            {
                "id": "objection",
                "label": "Objection",
                "p_files": row.number("files"),
                "decision": row.number("decision"),
                "wins": {"wrong": row.number("wins_wrong"), "right": row.number("wins_right")},
                "suspends": "true" if row.flag("suspends") else "false",
            }
        ]
    elif objection is None:
        parts.unknowns.append("Whether one can object, and with what success.")
    repair = row.flag("repair")
    if repair:
        made["repair"] = {"p_per_month": row.number("repair_rate"), "after": row.number("repair_after")}
    elif repair is None:
        parts.unknowns.append("Whether one can win back one's standing.")
    parts.data["redress"] = made


Step = Callable[[Parts], None]
STEPS: Final[Mapping[str, tuple[Step, ...]]] = {
    "points": (watching, scoring, following, reaching, redressing),
    "reward": (watching, scoring, following, redressing),
    "rating": (watching, scoring, following, redressing),
    "list": (watching, listing, following, reaching, redressing),
    "rates": (listing, following),
    "scorecard": (carding, following),
    "gate": (passing, following),
    "discretion": (choosing, following),
}
"""What is filled in, by kind of scheme."""
