"""A scheme with safeguards switched on, for the audit: rules and measures change, what is on paper stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from demerit.audit.facts import facts_of
from demerit.audit.fixes import kept_on_paper
from demerit.audit.load import Vocabulary
from demerit.audit.subject import Subject
from demerit.evidence.yamltext import Places
from demerit.scheme.safeguard import apply_safeguard, load_safeguard
from demerit.society.fit import names_of
from demerit.society.load import load_society

__all__ = ["switched"]


def switched(
    subject: Subject, safeguards: Sequence[str], terms: Vocabulary, /, *, beside: Path | None = None
) -> Subject:
    """Put safeguards on a scheme that is audited; nothing is simulated, so figures of a run are left out.

    Parameters
    ----------
    subject : Subject
    safeguards : sequence of str
        Names of the catalogue, in the order in which they are put on.
    terms : Vocabulary
    beside : Path, optional
        Folder of the scheme's file, where its society may lie too.

    Returns
    -------
    Subject
        Its declarations are those of the scheme as it is: a label is no fix.

    Raises
    ------
    InputError
        If a name is not known, or what comes out is no scheme.
    """
    bundle = load_society(subject.scheme.society, beside=beside)
    scheme, names = subject.scheme, names_of(bundle)
    for name in safeguards:
        scheme = apply_safeguard(scheme, safeguard=load_safeguard(name), names=names).scheme
    places = Places(f"{scheme.id} with {', '.join(safeguards)}")
    facts = facts_of(scheme, places, bundle, relations=terms.relations, resolved=True)
    return replace(subject, scheme=scheme, facts=kept_on_paper(facts, subject.facts))
