"""The result of a run as one JSON document, ``demerit.result/1`` (schema: ``docs/schemas/result-1.json``)."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

from demerit.ledger.model import Ledger
from demerit.outcomes.causes import causes, entries_of
from demerit.outcomes.cautions import cautions
from demerit.outcomes.indicator import entry_of
from demerit.outcomes.sample import Sample, sample_of
from demerit.outcomes.tabulate import tabulate

__all__ = ["SCHEMA", "render_document", "result_document"]

SCHEMA = "demerit.result/1"


def result_document(
    ledgers: Ledger | Sequence[Ledger] | Sample,
    /,
    *,
    pairs: bool = True,
    evidence: Mapping[str, int] | None = None,
    warnings: Sequence[str] = (),
) -> dict[str, Any]:
    """All that a run says: manifest, indicators, causes, warnings.

    Parameters
    ----------
    ledgers : Ledger, sequence of Ledger, or Sample
        Replicates of one run.
    pairs : bool
        Also pairs of groups.
    evidence : {class: count}, optional
        Quantities read by class of evidence; kept under ``evidence``.
    warnings : sequence of str
        Further sentences, after those that the ledger itself asks for.

    Returns
    -------
    dict
        Plain JSON values; the same ledgers give the same bytes.
    """
    sample = ledgers if isinstance(ledgers, Sample) else sample_of(ledgers)
    document: dict[str, Any] = {
        "schema": SCHEMA,
        "run": sample.manifest,
        "indicators": [entry_of(indicator) for indicator in tabulate(sample, pairs=pairs)],
        "causes": entries_of(causes(sample)),
        "warnings": [*cautions(sample, evidence=evidence), *warnings],
    }
    if evidence is not None:
        document["evidence"] = dict(evidence)
    return document


def render_document(document: Mapping[str, Any], /) -> str:
    """A document as text: JSON, indented by 1, with a newline at the end."""
    return json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n"
