"""What is audited: a scheme by id or file, or a run of one with what it found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from demerit.audit.facts import facts_of
from demerit.audit.figures import figures_of
from demerit.audit.load import Vocabulary
from demerit.audit.truth import Facts
from demerit.errors import InputError, RunError
from demerit.evidence.catalogue import catalogue_ids, is_path
from demerit.evidence.yamltext import Places
from demerit.ledger.folder import find_run, read_manifest
from demerit.ledger.manifest import digest
from demerit.scheme.check import scheme_defects
from demerit.scheme.dump import plain
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.resolve import resolve
from demerit.society.fit import names_of
from demerit.society.load import load_society
from demerit.study.single import read_document

__all__ = ["Subject", "open_subject"]

RESULT = "result.json"


@dataclass(frozen=True)
class Subject:
    """A scheme to be audited, all that is known of it, and the run that it comes from (or none)."""

    scheme: Scheme
    facts: Facts
    run: str = ""


def open_subject(name: str, terms: Vocabulary, /) -> Subject:
    """Open a scheme, or the folder of a finished run.

    Parameters
    ----------
    name : str
        An id of the catalogue, a file, a folder of a run, its name under ``runs/``, or ``last``.
    terms : Vocabulary

    Raises
    ------
    InputError
        With every fault of the scheme.
    RunError
        R202 if there is no such run, or it is not finished; R204 if it is damaged.
    """
    if name == "last" or any((folder / "run.json").is_file() for folder in (Path(name), Path("runs") / name)):
        return subject_of_run(find_run(name), terms)
    scheme, places = load_scheme(name)
    bundle = load_society(scheme.society, beside=Path(name).parent if is_path(name) else None)
    faults = scheme_defects(scheme, places=places, names=names_of(bundle))
    if faults:
        raise InputError(faults)
    return Subject(scheme, facts_of(scheme, places, bundle, relations=terms.relations))


def subject_of_run(folder: Path, terms: Vocabulary) -> Subject:
    """A run: its scheme as it was, its society, and its figures."""
    manifest = read_manifest(folder)
    if not (folder / RESULT).is_file():
        hint = "Finish it with: demerit run --resume DIR."
        raise RunError("R202", f"the run {folder.name} is not finished: it has no result", hint)
    document = read_document(folder / RESULT, schema="demerit.result/1")
    scheme, places, resolved = scheme_of_run(folder, manifest)
    bundle = load_society(folder / "inputs" / "society.yaml")
    figures = figures_of(document["indicators"], scheme, bundle, run=folder.name)
    facts = facts_of(scheme, places, bundle, relations=terms.relations, figures=figures, resolved=resolved)
    return Subject(scheme, facts, folder.name)


def scheme_of_run(folder: Path, manifest: Mapping[str, object]) -> tuple[Scheme, Places, bool]:
    """The scheme of a run: the catalogue's own file where it is still the same, else the one that the run kept."""
    said = manifest.get("scheme")
    name = said.get("id") if isinstance(said, dict) else None
    if isinstance(said, dict) and name in catalogue_ids("schemes"):
        scheme, places = load_scheme(str(name))
        if digest(plain(resolve(scheme))) == said.get("sha256"):
            return scheme, places, False
    scheme, places = load_scheme(folder / "inputs" / "scheme.yaml")
    return scheme, places, True
