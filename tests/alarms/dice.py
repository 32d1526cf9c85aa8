"""Dice that no test has seen: the same seeds, another key for every draw of every stream."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import product
from types import SimpleNamespace
from typing import Any

import pytest

from demerit import draws

__all__ = ["BASE", "SEEDS", "cases", "fresh_dice"]

SEEDS = 200
"""Fresh seeds of a sweep."""

BASE = int(os.environ.get("DEMERIT_FRESH", "0")) or time.time_ns() & 0xFFFFFFFFFF
"""What makes this run's dice fresh; a failure prints it, and ``DEMERIT_FRESH=...`` throws the same dice again."""


@contextmanager
def fresh_dice(number: int, /) -> Iterator[None]:
    """Every draw made inside has another key: people and dice alike, whatever seed a test asks for."""
    salt = BASE.to_bytes(8, "little") + number.to_bytes(8, "little")

    def blake2b(data: bytes, *, digest_size: int) -> Any:
        return hashlib.blake2b(data, digest_size=digest_size, salt=salt)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(draws, "hashlib", SimpleNamespace(blake2b=blake2b))
        yield


def cases(test: Callable[..., None], /) -> Iterator[dict[str, Any]]:
    """What a test is called with, as its ``parametrize`` marks say."""
    tables = []
    for mark in getattr(test, "pytestmark", []):
        if mark.name != "parametrize":
            continue
        names = [name.strip() for name in mark.args[0].split(",")] if isinstance(mark.args[0], str) else mark.args[0]
        rows = [row if len(names) > 1 else (row,) for row in mark.args[1]]
        tables.append([dict(zip(names, row, strict=True)) for row in rows])
    for chosen in product(*tables):
        yield {name: value for table in chosen for name, value in table.items()}
