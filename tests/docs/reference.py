"""Pages to look things up in that are made from the code and the catalogue.

``python -m tests.docs.reference`` writes them anew: names in Python, glossary, checks of law, schemes, safeguards.
They stand beside the tests and not in the package, because they read the terminal, Python and the catalogue at once.
They are not made by mkdocstrings, which would draw them in the built site alone: here they can be read as they are.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import demerit
from demerit.audit.load import all_laws
from demerit.report.audit_words import DISCLAIMER, FORCES, SEEN
from demerit.report.catalog_page import assumed, period_in_words
from demerit.report.glossary_words import WORDS
from demerit.report.index import read_index
from demerit.report.law_page import when

__all__ = ["COMMAND", "FOLDER", "pages", "public_names"]

COMMAND = "python -m tests.docs.reference"
FOLDER = Path(__file__).parents[2] / "docs" / "reference"
MADE = f"\nMade by `{COMMAND}`; do not edit.\n"
SECTIONS = ("Parameters", "Returns", "Raises", "Attributes", "Examples")
STATUSES = {
    "real": "Real: in force, ended or piloted",
    "proposed": "Not real: proposed, and not known to have run as proposed",
    "alleged": "Not known to be real: alleged, on weak or disputed evidence",
    "fictional": "Not real: fiction and scenarios",
}


def pages() -> dict[str, str]:
    """Text of every page by its name in ``docs/reference``."""
    return {
        "api.md": api_page(),
        "glossary.md": glossary_page(),
        "law-checks.md": law_checks_page(),
        "safeguards.md": safeguards_page(),
        "schemes.md": schemes_page(),
    }


def cell(text: str) -> str:
    """Text that can stand in a table."""
    return " ".join(text.split()).replace("|", r"\|").replace("<", "&lt;").replace("*", r"\*")


# ------------------------------------------------------------------------------------------------------------- Python


def api_page() -> str:
    """Every name that ``import demerit as dm`` offers, from its docstring."""
    about = "Every name that `import demerit as dm` offers. How they are used: [from Python](python.md)."
    lines = ["# Names in Python", "", about, ""]
    for name, thing in offered(classes=False):
        lines += [f"## {name}", "", *signature(name, thing), "", *told(thing), ""]
    for name, thing in offered(classes=True):
        lines += [f"## {name}", "", *told(thing), ""]
        for member, what in members(thing):
            call = signature(member, what) if inspect.isfunction(what) else [f"`{member}`: property"]
            lines += [f"### {name}.{member}", "", *call, "", *told(what), ""]
    return "\n".join(lines).rstrip("\n") + "\n" + MADE


def offered(*, classes: bool) -> list[tuple[str, Any]]:
    """Classes, or functions, that ``import demerit as dm`` offers, in order."""
    every = [(name, getattr(demerit, name)) for name in sorted(demerit.__all__) if not name.startswith("_")]
    return [(name, thing) for name, thing in every if inspect.isclass(thing) == classes]


def members(thing: type) -> Iterator[tuple[str, Any]]:
    """Public methods and properties of a class, those of its parents too, in order."""
    seen: dict[str, Any] = {}
    for parent in reversed(thing.__mro__[:-1]):
        for name, what in vars(parent).items():
            if is_offered(name, what):
                seen[name] = what  # noqa: PERF403 - a child's stands in for its parent's
    yield from sorted(seen.items())


def is_offered(name: str, what: Any) -> bool:
    """Whether something of a class is for everybody, and can be asked for."""
    return not name.startswith("_") and (inspect.isfunction(what) or isinstance(what, property | cached_property))


def signature(name: str, thing: Any) -> list[str]:
    """How something is called; parts a line each where there are many."""
    found = inspect.signature(thing)
    parts = [part for part in found.parameters.values() if part.name != "self"]
    out: list[str] = []
    for place, part in enumerate(parts):
        if part.kind is part.KEYWORD_ONLY and (not place or parts[place - 1].kind is not part.kind):
            out.append("*")
        default = "" if part.default is part.empty else f" = {part.default!r}"
        out.append(f"{part.name}: {part.annotation}{default}")
        if part.kind is part.POSITIONAL_ONLY and (place + 1 == len(parts) or parts[place + 1].kind is not part.kind):
            out.append("/")
    gives = "" if found.return_annotation is found.empty else f" -> {found.return_annotation}"
    line = f"{name}({', '.join(out)}){gives}"
    many = f"{name}(\n    " + ",\n    ".join(out) + f",\n){gives}"
    return ["```py", line if len(line) <= 80 else many, "```"]


def told(thing: Any) -> list[str]:
    """A docstring in numpy's form as Markdown."""
    text = inspect.getdoc(thing) or ""
    parts = re.split(rf"^({'|'.join(SECTIONS)})\n-+\n", text, flags=re.M)
    lines = [spoken(parts[0]).strip()]
    for title, body in zip(parts[1::2], parts[2::2], strict=True):
        lines += ["", f"**{title}**", ""]
        if title == "Examples":
            lines += ["```text", body.strip(), "```"]
            continue
        for line in body.strip().splitlines():
            if line.startswith(" "):
                lines.append(f"    {spoken(line.strip())}")
            else:
                name, _, kind = line.partition(" : ")
                lines += [f"- `{name}`" + (f" ({spoken(kind)})" if kind else ""), ""]
    return lines


def spoken(text: str) -> str:
    """Marks of a docstring as those of Markdown."""
    return text.replace("``", "`").replace("<", "&lt;")


def public_names() -> dict[str, str]:
    """Every public name of ``demerit``: what Python offers and the records of files, with what each is."""
    found: dict[str, str] = {}
    for name, thing in (*offered(classes=True), *offered(classes=False)):
        found[name] = first_line(thing)
        for part in inspect.signature(thing).parameters.values() if inspect.isfunction(thing) else ():
            found.setdefault(part.name, f"An argument of `{name}`.")
    for name, thing in offered(classes=True):
        for member, what in members(thing):
            found.setdefault(member, f"Of a `{name}`: {first_line(what)}")
    keys = (FOLDER / "keys.md").read_text(encoding="utf-8")
    for record, after in re.findall(r"^### (\w+)\n\n(.+)$", keys, re.M):
        found.setdefault(record, after if not after.startswith("|") else "A record of a file.")
    return found


def first_line(thing: Any) -> str:
    """What something is, in a line."""
    return spoken((inspect.getdoc(thing) or "").partition("\n")[0])


# ---------------------------------------------------------------------------------------------------------------- words


def glossary_page() -> str:
    """One word, one meaning; and every public name."""
    lines = [
        "# Glossary", "",
        "One word, one meaning. Names are those of files, tables and Python that mean it.", "",
        "| word | means | names | never used for it |", "| --- | --- | --- | --- |",
    ]  # fmt: skip
    for word in WORDS:
        names = ", ".join(f"`{name}`" for name in word.names)
        lines.append(f"| **{word.word}** | {cell(word.means)} | {names} | {cell(word.never)} |")
    about = "Calls and attributes of Python ([all of them](api.md)) and records of files ([all keys](keys.md))."
    lines += ["", "## Every public name", "", about, ""]
    lines += ["| name | is |", "| --- | --- |"]
    found = public_names()
    lines += [f"| `{name}` | {cell(found[name])} |" for name in sorted(found, key=str.lower)]
    return "\n".join(lines) + "\n" + MADE


# ---------------------------------------------------------------------------------------------------------- catalogue


def law_checks_page() -> str:
    """Every check of law in words."""
    rules = all_laws()
    lines = ["# Checks of law", "", f"**{DISCLAIMER}**", ""]
    how = "Each with its test and examples: `demerit law show CHECK-ID`. How answers come about: [law](law.md)."
    lines += [f"{len(rules)} checks. {how}", ""]
    for law in dict.fromkeys(rule.law.id for rule in rules):
        group = [rule for rule in rules if rule.law.id == law]
        lines += [f"## {group[0].law.title} ({group[0].law.jurisdiction})", ""]
        for rule in group:
            check = rule.check
            dates = f"in force {when(rule) or 'always'}"
            facts = "; ".join((FORCES[check.force], dates, f"at most “{rule.ceiling}”", SEEN[check.seen]))
            about = f"{cell(check.article)}. {facts[0].upper()}{facts[1:]}."
            lines += [f"### {check.id}: {cell(check.title)}", "", about, ""]
            lines += [cell(check.says), "", f"- Only a lawyer can say: {cell(check.lawyer)}"]
            lines += [f"- Smallest change for people: {cell(check.fix)}", ""]
    return "\n".join(lines).rstrip("\n") + "\n" + MADE


def schemes_page() -> str:
    """Schemes of the catalogue by status and country."""
    index = read_index()
    countries = {item["code"]: item["name"] for item in index["countries"]}
    lines = [
        "# Schemes of the catalogue", "",
        "“In force” is as of what was read; “?” is a date that was not found. *Assumed*: the share of the numbers in a "
        "scheme's file that rest on assumptions; its society has numbers of its own. Read one in the terminal: "
        "`demerit scheme show ID`, with every number's source by `--evidence`.", "",
    ]  # fmt: skip
    for status, title in STATUSES.items():
        group = [item for item in index["schemes"] if (item["real"] if status == "real" else item["status"] == status)]
        if not group:
            continue
        lines += [f"## {title} ({len(group)})", ""]
        lines += ["| scheme | country | kind | status and period | assumed | people |"]
        lines += ["| --- | --- | --- | --- | ---: | --- |"]
        for code, name in countries.items():
            for item in group:
                if item["country"] == code:
                    what = f"`{item['id']}`<br>{cell(item['title'])}"
                    people = f"[{item['society']}](../societies/{item['society']}.md)"
                    told = (what, name, item["kind"], period_in_words(item), assumed(item["numbers"]), people)
                    lines.append(f"| {' | '.join(told)} |")
        lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n" + MADE


def safeguards_page() -> str:
    """Safeguards of the catalogue, with what each rests on."""
    lines = [
        "# Safeguards", "",
        "Named changes to a scheme that are meant to protect. *Basis*: what it rests on; a proposal is asked for by no "
        "text that was read for every scheme. One in full, with what it changes: `demerit safeguard show ID`. "
        "How they are tried: [trial](trial.md).", "",
        "| safeguard | what it does | basis |", "| --- | --- | --- |",
    ]  # fmt: skip
    lines += [f"| `{item['id']}` | {cell(item['title'])} | {item['basis']} |" for item in read_index()["safeguards"]]
    return "\n".join(lines) + "\n" + MADE


if __name__ == "__main__":
    for page, text in pages().items():
        (FOLDER / page).write_text(text, encoding="utf-8")
