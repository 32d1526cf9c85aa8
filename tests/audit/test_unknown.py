"""An answer given while something was unknown holds whatever it turns out to be, and unknown never becomes ok."""

from __future__ import annotations

from typing import Any, Final

from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.audit.fields import FIELDS, ITEM_FIELDS
from demerit.audit.judge import answer_of, meaning_of
from demerit.audit.load import all_laws, vocabulary
from demerit.audit.patterns import made_up
from demerit.scheme.check_declaration import Kind

AFTER: Final = {
    "ok": {"ok"},
    "not_applicable": {"not_applicable"},
    "violates": {"violates"},
    "departs": {"departs"},
    "risk": {"risk", "violates", "departs"},
    "undecidable": {"undecidable", "ok", "not_applicable", "risk", "violates", "departs"},
}
"""What each answer may be once more is known."""

LISTS: Final = ("channels", "behaviours", "measures", "lists", "records", "association")
ACT: Final = ("behaviours", "domain")
"""Field of life of an act. Of a scheme it is always known; left out of an example, the channel's stands alone."""

NAMES: Final = sorted(name for name in FIELDS if name != "ai")
LINKING: Final = ("id", "triggers", "channel", "fields")
ITEM_NAMES: Final = sorted(
    f"{kind}/{key}" for kind in LISTS for key in ITEM_FIELDS[kind] if key not in LINKING and (kind, key) != ACT
)
WORDS: Final = ("income", "race", "health", "nationality", "political_opinion", "case_evidence")


def kind_of(name: str) -> Kind:
    """Kind of a field, or of a field of an item."""
    section, _, key = name.partition("/")
    return ITEM_FIELDS[section][key] if key else FIELDS[name]


def values(name: str) -> st.SearchStrategy[Any]:
    """Values that a field can have."""
    kind = kind_of(name)
    if kind == "flag":
        return st.sampled_from(["true", "false"])
    if kind == "number":
        return st.sampled_from(["0", "0.05", "0.5", "1", "2", "3", "4", "14", "30", "36", "60", "600", "900"])
    if kind == "words":
        return st.lists(st.sampled_from(WORDS), max_size=2, unique=True)
    return st.sampled_from(kind if isinstance(kind, tuple) else WORDS)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[str, dict[str, Any], dict[str, Any]]:
    """A pattern, fields over it of which some are unknown, and the same with all of them known."""
    names = draw(st.lists(st.sampled_from(NAMES + ITEM_NAMES), min_size=1, max_size=30, unique=True))
    known = {name: draw(values(name)) for name in names}
    hidden = {name: "unknown" if draw(st.booleans()) else value for name, value in known.items()}
    hidden[names[0]] = "unknown"
    return draw(st.sampled_from(["", *sorted(vocabulary().patterns)])), hidden, known


def layers(pattern: str, fields: dict[str, Any]) -> list[dict[str, Any]]:
    """A pattern, one item or more of each list with the fields over them, and the other fields."""
    terms = vocabulary()
    below = [terms.patterns[pattern]] if pattern else []
    lists: dict[str, Any] = {}
    for kind in LISTS:
        items = next((layer[kind] for layer in (*below, terms.baseline) if kind in layer), []) or [{"id": "one"}]
        over = {name.partition("/")[2]: value for name, value in fields.items() if name.startswith(f"{kind}/")}
        lists[kind] = [{**item, **over} for item in items]
    return [*below, lists, {name: value for name, value in fields.items() if "/" not in name}]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(worlds())
def test_what_was_answered_holds_once_more_is_known(drawn: tuple[str, dict[str, Any], dict[str, Any]]) -> None:
    pattern, hidden, known = drawn
    terms = vocabulary()
    before, after = (
        meaning_of(made_up(layers(pattern, fields), terms, name="a trial"), terms) for fields in (hidden, known)
    )
    changed = {
        rule.check.id: (first, second)
        for rule in all_laws()
        if (second := answer_of(rule, after)) not in AFTER[first := answer_of(rule, before)]
    }
    assert changed == {}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(
    pattern=st.sampled_from(["", *sorted(vocabulary().patterns)]),
    name=st.sampled_from(sorted(name for name in FIELDS if name.startswith("ind.") and FIELDS[name] == "number")),
    ends=st.lists(st.sampled_from([0.0, 0.01, 0.05, 0.1, 0.2, 0.8, 0.9, 1.0, 1.1, 1.25, 3.0]), min_size=3, max_size=3),
)
def test_a_figure_trips_only_if_its_whole_interval_does(pattern: str, name: str, ends: list[float]) -> None:
    terms = vocabulary()
    low, middle, high = sorted(ends)
    wide, point = (
        meaning_of(made_up(layers(pattern, {name: value}), terms, name="a trial"), terms)
        for value in ([str(low), str(high)], str(middle))
    )
    for rule in all_laws():
        assert answer_of(rule, point) in AFTER[answer_of(rule, wide)], rule.check.id
