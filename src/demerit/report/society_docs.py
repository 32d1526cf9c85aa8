"""Pages of the documentation on the societies of the catalogue, one each, made from their files.

``python -m demerit.report.society_docs docs/societies`` writes them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from demerit.evidence.catalogue import catalogue_ids
from demerit.evidence.rows import shares
from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.catalog_page import assumed
from demerit.report.figures import count
from demerit.report.markdown import markdown
from demerit.report.society_page import society_page, society_rows
from demerit.scheme.load import load_scheme
from demerit.society.build import places
from demerit.society.load import SocietyBundle, load_society

__all__ = ["COMMAND", "society_documents"]

COMMAND = "python -m demerit.report.society_docs docs/societies"
MADE = f"Made from the files of the catalogue by `{COMMAND}`; do not edit."
ITALY = "ita"
"""The place whose page stands for those of all that can be built."""


def society_documents() -> dict[str, str]:
    """All pages: one a society, one for the places that can be built from tables, and the index.

    Returns
    -------
    dict of {file name: text}
    """
    bundles = {name: load_society(name) for name in catalogue_ids("societies")}
    schemes = schemes_of_societies()
    pages = {f"{name}.md": made(markdown(of_society(bundle, schemes[name]))) for name, bundle in bundles.items()}
    pages["places.md"] = made(markdown(of_places()))
    pages["README.md"] = made(markdown(index(bundles, schemes)))
    return pages


def made(text: str) -> str:
    """A page with a line that says where it comes from."""
    return f"{text}\n{MADE}\n"


def schemes_of_societies() -> dict[str, list[str]]:
    """Schemes of the catalogue by the society they stand on."""
    found: dict[str, list[str]] = defaultdict(list)
    for name in catalogue_ids("schemes"):
        found[load_scheme(name)[0].society].append(name)
    return found


def of_society(bundle: SocietyBundle, schemes: list[str]) -> Iterator[Block]:
    """Page of a society, with the schemes that stand on it."""
    for block in society_page(bundle):
        if isinstance(block, Paragraph) and block.tone == "strong":
            told = ", ".join(f"`{name}`" for name in schemes)
            yield Paragraph(f"Schemes on it: {told}." if schemes else "No scheme of the catalogue stands on it.")
        yield block


def index(bundles: dict[str, SocietyBundle], schemes: dict[str, list[str]]) -> Iterator[Block]:
    """Table of all societies."""
    yield Heading("Societies")
    yield Paragraph(
        "Who the people of the schemes are and what they do: a page each, with what is measured and what is assumed. "
        "Real systems are known better than the people they stand on: most numbers here are assumptions. "
        "[Any place of 187](places.md) can be built from tables."
    )
    columns = (
        Column(title="society", right=False), Column(title="country", right=False), Column(title="persons"),
        Column(title="numbers"), Column(title="assumed"), Column(title="schemes on it", right=False),
    )  # fmt: skip
    numbers = {name: society_rows(bundle) for name, bundle in bundles.items()}
    rows = (
        (
            f"[{name}]({name}.md)",
            bundle.society.country,
            count(bundle.society.persons.value),
            count(len(numbers[name])),
            assumed(shares(numbers[name])),
            ", ".join(f"`{scheme}`" for scheme in schemes[name]),
        )
        for name, bundle in bundles.items()
    )
    yield Table(columns=columns, rows=tuple(rows))


def of_places() -> Iterator[Block]:
    """What all places that can be built have, with one of them as it is."""
    every = list(places().values())
    urban = sum(place.urban is not None for place in every)
    sizes = sum(place.household_size is not None for place in every)
    yield Heading(f"Any of {len(every)} places")
    yield Paragraph(
        "A society of a country or territory is built from published tables when it is named by its three-letter code: "
        "`demerit society show NLD`, `demerit run SCHEME --society nld`. "
        "`demerit society list --places` names them all. They have people, households, ties and firms, and no conduct, "
        "needs or responses: a scheme's society adds these (`extends: nld`)."
    )
    columns = (Column(title="what", right=False), Column(title="measured in"), Column(title="else", right=False))
    all_of = f"of {len(every)}"
    yield Table(
        columns=columns,
        rows=(
            ("People by sex and age, 2020", f"{len(every)} {all_of}", ""),
            ("Share of people in towns", f"{urban} {all_of}", "median of the region, 20 points more or less"),
            ("Mean size of households", f"{sizes} {all_of}", "median of the region; the shape is assumed"),
            ("Ties", f"0 {all_of}", "the same assumptions everywhere"),
            ("Firms, officers, who is employed", f"0 {all_of}", "the same assumptions everywhere"),
        ),
    )  # fmt: skip
    yield Paragraph("One of them, as all are:")
    yield from society_page(load_society(ITALY))


if __name__ == "__main__":
    import sys
    from pathlib import Path

    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    pages = society_documents()
    for old in folder.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")
