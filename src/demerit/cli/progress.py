"""How far a run has come, on standard error; and the first compile, announced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from demerit.cli.faults import tell
from demerit.cli.output import console

__all__ = ["bar", "make_ready", "warmed"]

EVERY = 10.0
"""Seconds between two lines on the same thing."""

SECONDS = 60
"""About how long the first compile takes."""


@contextmanager
def bar(*, quiet: bool) -> Iterator[Callable[[str, float], None] | None]:
    """Show a progress bar on a terminal, a few lines elsewhere, and nothing when quiet."""
    from demerit.report.progress_words import STAGES, spoken

    if quiet:
        yield None
        return
    screen = console(stderr=True)
    if not screen.is_terminal:
        with lines() as told:
            yield told
        return
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), TaskProgressColumn(), TimeRemainingColumn())
    with Progress(*columns, console=screen, transient=True) as progress:
        task = progress.add_task(STAGES["people"], total=1.0)

        def show(what: str, share: float) -> None:
            progress.update(task, description=spoken(what), completed=share)

        yield show


@contextmanager
def lines() -> Iterator[Callable[[str, float], None]]:
    """Tell a line when something new begins, and every ten seconds, for logs and pipes."""
    from demerit.report.progress_words import spoken

    said: dict[str, float] = {}

    def show(what: str, share: float) -> None:
        now = time.monotonic()
        kind = what.partition(":")[0] if what.partition(":")[0].endswith(("small", "worlds", "shard")) else what
        if now - said.get(kind, -EVERY) >= EVERY:
            tell(f"{spoken(what)}: {share * 100:.0f} %")
            said[kind] = now

    yield show


def announce_compile() -> None:
    """Say that the engine is being compiled, and where it is kept, if not in the user's cache folder."""
    from demerit.study.warm import is_kept, kept_in

    if is_kept():
        tell(f"Compiling the engine, once, about {SECONDS} s. Later runs start at once.")
        return
    folder = kept_in()
    kept = f"it is kept in {folder} until that is cleared" if folder else "it is not kept"
    tell(f"Compiling the engine, about {SECONDS} s. Your cache folder cannot be written, so {kept}.")


def make_ready() -> None:
    """Compile the engine, if it is not."""
    from demerit.study.warm import compile_kernels, is_compiled

    if not is_compiled():
        announce_compile()
        compile_kernels()


def warmed() -> tuple[float, str]:
    """Compile all kernels; returns the seconds it took and the folder that keeps them, or no text if none does."""
    from demerit.study.warm import compile_kernels, is_compiled, kept_in

    if not is_compiled():
        announce_compile()
    begun = time.perf_counter()
    compile_kernels()
    return time.perf_counter() - begun, kept_in()
