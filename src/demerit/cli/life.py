"""``demerit life``: one synthetic life of a run or a pair, month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Annotated

import typer

from demerit.cli.faults import tell as write
from demerit.cli.options import Json, Threads
from demerit.cli.output import console, print_document

__all__ = ["command"]


def command(
    run: Annotated[
        str, typer.Argument(metavar="RUN|PAIR", help="A folder of a run or a pair, its name under runs/, or last.")
    ],
    uid: Annotated[
        int | None, typer.Argument(metavar="UID", help="Number of a synthetic subject; left out: a typical one.")
    ] = None,
    typical: Annotated[
        bool, typer.Option("--typical", help="Of those penalised, the one nearest to the medians.")
    ] = False,
    worst: Annotated[bool, typer.Option("--worst", help="The one with most refusals.")] = False,
    wrongful: Annotated[bool, typer.Option("--wrongful", help="One who was penalised wrongly.")] = False,
    for_others: Annotated[
        bool, typer.Option("--for-others", help="One who was penalised for what others did.")
    ] = False,
    freed: Annotated[
        bool, typer.Option("--freed", help="Of a pair: one penalised in world B and spared in world A.")
    ] = False,
    replicate: Annotated[
        int, typer.Option("--replicate", metavar="N", min=1, help="Of a run with replicates: of which one it is told.")
    ] = 1,
    threads: Threads = None,
    json: Json = False,
) -> None:
    """Tell one synthetic life: what was done, recorded rightly or not, listed, refused, appealed, and why.

    Each line has its rule, its source and the place in it, and its cause in truth; of a pair the same life stands in
    both worlds side by side. Nobody real is in it, and nothing but the folder of a run is read. A life that the run
    did not keep is computed again, which takes as long as the run.

    Exit codes: 0 done; 1 no such run, or nobody has such a life; 2 wrong usage.
    """
    from demerit.errors import UsageError
    from demerit.outcomes.lives import WAYS
    from demerit.study.lives import find_lives, tell

    asked = dict(zip(WAYS, (typical, worst, wrongful, for_others, freed), strict=True))
    ways = [way for way, wanted in asked.items() if wanted]
    if len(ways) > 1:
        options = " and ".join(f"--{way.replace('_', '-')}" for way in ways)
        raise UsageError("R340", f"a life is chosen in one way, not by {options}", "Leave one out.")
    with waiting(quiet=json) as progress:
        way = ways[0] if ways else None
        life = tell(find_lives(run), uid=uid, way=way, replicate=replicate, threads=threads, progress=progress)
    if json:
        from demerit.report.life_document import life_document

        print_document(life_document(life))
        return
    from demerit.report.life_page import life_page
    from demerit.report.terminal import draw

    draw(life_page(life), console=console())


@contextmanager
def waiting(*, quiet: bool) -> Iterator[Callable[[str, float], None]]:
    """Show how far it is when a life has to be computed again, and say so; nothing is shown otherwise."""
    from demerit.cli.progress import bar, make_ready

    with ExitStack() as stack:
        shown: list[Callable[[str, float], None] | None] = []

        def progress(what: str, share: float) -> None:
            if not shown:
                write("The run did not keep this life. It is computed again from the run's own inputs.")
                make_ready()
                shown.append(stack.enter_context(bar(quiet=quiet)))
            if shown[0] is not None:
                shown[0](what, share)

        yield progress
