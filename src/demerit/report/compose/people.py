"""What people do that no society of the catalogue has: a society of one's own that extends one, with a conduct file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from demerit.report.compose.answers import Answers, slug
from demerit.report.compose.write import Flow, as_yaml
from demerit.scheme.dump import plain
from demerit.society.load import SocietyBundle

__all__ = ["Own", "own_society"]


@dataclass(frozen=True, kw_only=True)
class Own:
    """What was added to a society.

    Attributes
    ----------
    society_id : str
        Empty where nothing was added.
    files : tuple of (name, kind, text)
    behaviours : mapping of str to str
        Ids of the behaviours by the id of their row.
    gravity : mapping of str to int
        By id.
    """

    society_id: str = ""
    files: tuple[tuple[str, str, str], ...] = ()
    behaviours: Mapping[str, str] = field(default_factory=dict)
    gravity: Mapping[str, int] = field(default_factory=dict)


def own_society(read: Answers, bundle: SocietyBundle, /) -> Own:
    """The society of the answers: that of the catalogue, with what people do beside.

    The names of the two files end in a digest of what they hold, so that two towns never share one by mistake.
    """
    taken = {behaviour.id for behaviour in bundle.conduct.behaviours}
    added, ids, gravity = list[Any](), dict[str, str](), dict[str, int]()
    for row in read.rows("behaviours"):
        label = row.text("label")
        level = row.choice("gravity")
        rate = row.number("rate")
        if not label:
            continue
        name = slug(label, taken, "conduct")
        ids[row.id], gravity[name] = name, int(level or 0)
        added.append({"id": name, "label": label, "gravity": level or "0", "rate": rate})
    if not added:
        return Own()
    place = slug(read.section("about").text("place", needed=False), set(), "town").replace("_", "-")
    conduct: dict[str, Any] = plain(bundle.conduct)
    cited = {source for item in added for source in item["rate"].get("source", ())}
    named = {key: Flow(value) for key, value in sources_of(read).items() if key in cited}
    conduct["sources"] = {**conduct.get("sources", {}), **named}
    conduct["behaviours"] = [*(shaped(item) for item in conduct["behaviours"]), *added]
    conduct["obligations"] = [shaped(item) for item in conduct.get("obligations", [])]
    conduct["title"] = f"What people do in {read.section('about').text('place', needed=False) or 'this town'}"
    digest = hashlib.sha256(as_yaml(conduct).encode()).hexdigest()[:8]
    conduct["id"], society_id = f"{place}-conduct-{digest}", f"{place}-people-{digest}"
    society = {
        "format": "demerit.society/1",
        "id": society_id,
        "title": f"{bundle.society.title}, with conduct of its own",
        "about": f"The people of {bundle.society.id}; they also do: {'; '.join(item['label'] for item in added)}.",
        "extends": bundle.society.id,
        "conduct": conduct["id"],
    }
    head = "Written by the New page of demerit. The first behaviours are those of the society that it extends."
    files = ((society_id, "society", as_yaml(society)), (conduct["id"], "conduct", as_yaml(conduct, head=head)))
    return Own(society_id=society_id, files=files, behaviours=ids, gravity=gravity)


def sources_of(read: Answers) -> dict[str, dict[str, str]]:
    """The documents as a conduct file names them."""
    found = {}
    for row in read.data.get("sources") or []:
        name = read.sources.get(str(row.get("id")))
        if name:
            told = {"title": row.get("title"), "body": row.get("body"), "year": row.get("year") or "undated"}
            found[name] = {key: " ".join(str(value).split()) for key, value in told.items() if value}
            found[name]["grade"] = read.grades[str(row.get("id"))]
    return found


def shaped(part: Any) -> Any:
    """Plain data of a record with each of its numbers on one line."""
    if isinstance(part, dict):
        made = {key: shaped(value) for key, value in part.items()}
        return Flow(made) if "grade" in part and "value" in part else made
    return [shaped(item) for item in part] if isinstance(part, list) else part
