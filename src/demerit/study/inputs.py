"""What a run is made of: a scheme with its safeguards on a society; read from files, kept in a run folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from demerit.errors import InputError, RunError
from demerit.ledger.folder import told_clearly
from demerit.ledger.manifest import digest
from demerit.scheme.check import scheme_defects
from demerit.scheme.dump import dump_yaml, plain
from demerit.scheme.load import load_scheme
from demerit.scheme.model import Scheme
from demerit.scheme.resolve import resolve
from demerit.scheme.safeguard import Safeguard, apply_safeguard, load_safeguard
from demerit.society.fit import names_of, open_scheme
from demerit.society.load import COMPANIONS, SocietyBundle, load_society

__all__ = ["Inputs", "keep_inputs", "load_inputs", "put_on", "read_inputs", "records_of"]

FOLDER = "inputs"


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """A scheme on a society, ready to be planned.

    Attributes
    ----------
    scheme : Scheme
        Resolved, with the safeguards on it.
    bundle : SocietyBundle
    safeguards : tuple of str
        Ids, in the order in which they were put on.
    said : tuple of str
        What each safeguard changed, in a sentence.
    """

    scheme: Scheme
    bundle: SocietyBundle
    safeguards: tuple[str, ...] = ()
    said: tuple[str, ...] = ()

    @property
    def scheme_hash(self) -> str:
        """SHA-256 of the resolved scheme."""
        return digest(plain(self.scheme))

    @property
    def society_hash(self) -> str:
        """SHA-256 of the society with its conduct, needs, beliefs and responses."""
        return digest([plain(record) for _, record in records_of(self.bundle)])


def records_of(bundle: SocietyBundle, /) -> list[tuple[str, Any]]:
    """The files of a society, by kind."""
    return [("society", bundle.society), *((kind, getattr(bundle, kind)) for kind in COMPANIONS)]


def load_inputs(scheme: str | Path, /, *, society: str | Path | None = None, safeguards: Iterable[str] = ()) -> Inputs:
    """Load a scheme, its society and safeguards, all without fault.

    Parameters
    ----------
    scheme : str or path
        An id of the catalogue or a path.
    society : str or path, optional
        Another society than the one the scheme names.
    safeguards : iterable of str
        Ids or paths, put on in this order.

    Raises
    ------
    InputError
        With every fault, those that a safeguard makes included.
    """
    loaded, bundle = open_scheme(scheme, society=society)
    inputs = Inputs(scheme=resolve(loaded), bundle=bundle)
    return put_on(inputs, safeguards=[load_safeguard(name) for name in safeguards])


def put_on(inputs: Inputs, /, *, safeguards: Sequence[Safeguard]) -> Inputs:
    """Put safeguards on a scheme, in their order.

    Raises
    ------
    InputError
        With every fault that they make.
    """
    scheme, put, said = inputs.scheme, list(inputs.safeguards), list(inputs.said)
    names = names_of(inputs.bundle)
    for safeguard in safeguards:
        applied = apply_safeguard(scheme, safeguard=safeguard, names=names)
        scheme = applied.scheme
        put.append(safeguard.id)
        said.append(applied.said)
    faults = scheme_defects(scheme, names=names) if safeguards else []
    if faults:
        raise InputError(faults)
    return replace(inputs, scheme=scheme, safeguards=tuple(put), said=tuple(said))


def keep_inputs(inputs: Inputs, /, *, folder: Path) -> None:
    """Write the resolved inputs into a run folder, so that it can be resumed and read without the catalogue.

    Raises
    ------
    RunError
        R201 if the folder cannot be written.
    """
    here = folder / FOLDER
    with told_clearly(folder):
        for place, record in files_of(inputs):
            path = here / place
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary = path.with_suffix(".tmp")
            temporary.write_text(dump_yaml(record), encoding="utf-8", newline="\n")
            temporary.replace(path)


def files_of(inputs: Inputs) -> Iterator[tuple[str, Any]]:
    """Places and records of the files of a run's inputs; laid out as files of a user are, so that they can be run."""
    yield "scheme.yaml", inputs.scheme
    yield "society.yaml", inputs.bundle.society
    for kind in COMPANIONS:
        name = getattr(inputs.bundle.society, kind)
        if name is not None:
            yield f"{kind}/{name}.yaml", getattr(inputs.bundle, kind)


def read_inputs(folder: Path, /, *, safeguards: Iterable[str] = ()) -> Inputs:
    """Read the inputs that a run folder keeps; ``safeguards`` are those its manifest names.

    Raises
    ------
    RunError
        R205 if they are missing or do not fit together.
    """
    here = folder / FOLDER
    try:
        scheme, _ = load_scheme(here / "scheme.yaml")
        bundle = load_society(here / "society.yaml")
    except InputError as fault:
        hint = "Start it again with the command that began it: what is done is kept."
        raise RunError("R205", f"the inputs kept in {folder} cannot be read: {fault}", hint) from fault
    return Inputs(scheme=scheme, bundle=bundle, safeguards=tuple(safeguards))
