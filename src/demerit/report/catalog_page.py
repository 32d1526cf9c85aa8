"""The catalogue as blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from demerit.report.blocks import Block, Column, Heading, Paragraph, Table
from demerit.report.figures import count, percent

__all__ = ["catalog_page"]

Entries = Sequence[Mapping[str, Any]]


def catalog_page(schemes: Entries, societies: Entries, safeguards: Entries, /) -> Iterator[Block]:
    """Schemes, societies and safeguards, each as a table."""
    yield Heading("Schemes")
    yield Table(
        columns=(
            Column(title="id", right=False), Column(title="kind", right=False, drop=2),
            Column(title="status", right=False, drop=3), Column(title="numbers", drop=3),
            Column(title="assumed", drop=2), Column(title="title", right=False, wraps=True),
        ),
        rows=tuple(
            (item["id"], item["kind"], item["status"].replace("_", " "), *assumed(item["numbers"]), item["title"])
            for item in schemes
        ),
    )  # fmt: skip
    yield Paragraph("Run one: demerit run ID. Read one: demerit scheme show ID.", "quiet")
    yield Heading("Societies")
    yield Table(
        columns=(
            Column(title="id", right=False), Column(title="persons"), Column(title="numbers", drop=3),
            Column(title="assumed", drop=2), Column(title="title", right=False, wraps=True),
        ),
        rows=tuple(
            (item["id"], count(item["persons"]), *assumed(item["numbers"]), item["title"]) for item in societies
        ),
    )  # fmt: skip
    yield Heading("Safeguards")
    yield Table(
        columns=(
            Column(title="id", right=False), Column(title="basis", right=False),
            Column(title="title", right=False, wraps=True),
        ),
        rows=tuple((item["id"], item["basis"], item["title"]) for item in safeguards),
    )  # fmt: skip


def assumed(numbers: Mapping[str, int]) -> tuple[str, str]:
    """How many numbers, and the share of them that are assumptions."""
    total = sum(numbers.values())
    return count(total), percent(numbers.get("assumption", 0) / total if total else None)
