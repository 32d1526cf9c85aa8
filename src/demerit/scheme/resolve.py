"""The resolved form of a scheme: safeguards put on, every default written out."""

from __future__ import annotations

from collections.abc import Iterable

from demerit.scheme.defaults import fill_defaults
from demerit.scheme.model import Scheme
from demerit.scheme.names import Names
from demerit.scheme.safeguard import Safeguard, apply_safeguard, load_safeguard

__all__ = ["resolve"]


def resolve(scheme: Scheme, /, *, safeguards: Iterable[str | Safeguard] = (), names: Names | None = None) -> Scheme:
    """Put safeguards on a scheme, in order, and write out its defaults.

    Parameters
    ----------
    scheme : Scheme
    safeguards : iterable of str or Safeguard
        Ids (or paths) of safeguards, or safeguards themselves.
    names : Names, optional
        Names of the society, for safeguards that ask for what its files say.

    Returns
    -------
    Scheme
        Resolving it again changes nothing; ``demerit.scheme.dump`` writes it so that it loads back equal.
    """
    resolved = fill_defaults(scheme)
    for item in safeguards:
        safeguard = item if isinstance(item, Safeguard) else load_safeguard(item)
        resolved = apply_safeguard(resolved, safeguard=safeguard, names=names).scheme
    return resolved
