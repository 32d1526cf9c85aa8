"""A scheme as a drawing: what people do, who writes it down, rules, score and lists, what follows; ties and ways out.

Nodes stand in columns, links say what flows between them. Spread is drawn above, redress below. A node or a link is
``assumed`` where a number that governs it is an assumption.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from demerit.report.views.scheme_edges import Edge, arcs_of, edges_of
from demerit.report.views.scheme_nodes import COLUMNS, nodes_of
from demerit.scheme.model import Scheme
from demerit.society.load import SocietyBundle

__all__ = ["drawing_of"]

WORDS_OF: Final = {"": "", "above": "ties", "below": "ways out"}


def drawing_of(
    scheme: Scheme, bundle: SocietyBundle | None, numbers: list[dict[str, Any]], flows: dict[str, float] | None = None
) -> dict[str, Any]:
    """The drawing of a scheme.

    Parameters
    ----------
    scheme : Scheme
        As written; what is left out is not drawn.
    bundle : SocietyBundle or None
        For the words of conduct and needs.
    numbers : list of dict
        From ``numbers_of`` and ``society_numbers``; the drawing names them by their place.
    flows : dict, optional
        How much went through each node in a run, by node.

    Returns
    -------
    dict
        ``columns``, ``nodes``, ``links``, ``weighted``.
    """
    by_node: dict[str, list[int]] = {}
    for at, number in enumerate(numbers):
        by_node.setdefault(number["node"], []).append(at)
    nodes = {node["id"]: node for node in nodes_of(scheme, bundle)}
    for name, node in nodes.items():
        own = by_node.get(name, [])
        if name.startswith("measure:") and node["need"]:
            own = [*own, *by_node.get(f"need:{node['need']}", [])]
        node["numbers"] = own
        node["assumed"] = any(numbers[at]["assumed"] for at in by_node.get(name, ()))
        node["flow"] = None if flows is None else flows.get(name)
    edges = [*edges_of(scheme, bundle), *arcs_of(scheme)]
    links = [link_of(edge, numbers, by_node, flows) for edge in edges if edge.a in nodes and edge.b in nodes]
    used = {node["column"] for node in nodes.values()}
    return {
        "columns": [{"id": name, "title": title} for name, title in COLUMNS if name in used],
        "nodes": list(nodes.values()),
        "links": list(unlike(links)),
        "weighted": flows is not None,
    }


def link_of(
    edge: Edge, numbers: list[dict[str, Any]], by_node: dict[str, list[int]], flows: dict[str, float] | None
) -> dict[str, Any]:
    """A link as a document."""
    governing = [at for at in by_node.get(edge.owner, ()) if edge.governs(numbers[at]["where"])]
    return {
        "from": edge.a,
        "to": edge.b,
        "what": edge.what,
        "arc": edge.arc,
        "of": list(edge.of),
        "numbers": governing,
        "assumed": any(numbers[at]["assumed"] for at in governing),
        "flow": None if flows is None else flow_of(edge, flows),
    }


def flow_of(edge: Edge, flows: dict[str, float]) -> float | None:
    """How much flows.

    Of an arc what goes through the tie or the way out; of conduct all acts, recorded or not; else the lesser of what
    the two ends have, which is no more than could have flowed.
    """
    if edge.arc:
        crossed = next((end for end in (edge.a, edge.b) if end.startswith(("spread:", "instance:"))), "")
        return flows.get(crossed)
    if edge.a.startswith("behaviour:"):
        return flows.get(edge.a)
    ends = [flows[name] for name in (edge.a, edge.b) if name in flows]
    return min(ends) if ends else None


def unlike(links: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Links without repetition."""
    seen = set[tuple[str, str, str]]()
    for link in links:
        key = (link["from"], link["to"], link["arc"])
        if key not in seen:
            seen.add(key)
            yield link
