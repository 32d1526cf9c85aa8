"""The declaration that the legal audit will read (``docs/reference/format.md``)."""

from __future__ import annotations

from dataclasses import field

from demerit.evidence.quantity import record

__all__ = ["Declaration"]


@record
class Declaration:
    """What the operator declares, by section; a key left out is unknown, and unknown never becomes ok.

    Which keys a section may have, and of what type, is checked by ``scheme/check_declaration.py``.
    """

    operator: dict[str, str] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    claims: dict[str, str] = field(default_factory=dict)
    engine: dict[str, str] = field(default_factory=dict)
    decision: dict[str, str] = field(default_factory=dict)
    purpose: dict[str, str] = field(default_factory=dict)
    legal_basis: dict[str, str] = field(default_factory=dict)
    uses: tuple[str, ...] = ()
    infers: tuple[str, ...] = ()
    channels: dict[str, dict[str, str]] = field(default_factory=dict)
    behaviours: dict[str, dict[str, str]] = field(default_factory=dict)
    measures: dict[str, dict[str, str]] = field(default_factory=dict)
    lists: dict[str, dict[str, str]] = field(default_factory=dict)
    records: dict[str, dict[str, str]] = field(default_factory=dict)
    association: dict[str, dict[str, str]] = field(default_factory=dict)
    notice: dict[str, str] = field(default_factory=dict)
    access: dict[str, str] = field(default_factory=dict)
    redress: dict[str, str] = field(default_factory=dict)
    governance: dict[str, str] = field(default_factory=dict)
    consent: dict[str, str] = field(default_factory=dict)
    us: dict[str, str] = field(default_factory=dict)
    cn: dict[str, str] = field(default_factory=dict)
    eu: dict[str, str] = field(default_factory=dict)
    source: tuple[str, ...] = ()
