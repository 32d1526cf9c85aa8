"""``demerit report``: a result as one HTML file, or as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from demerit.cli.faults import tell
from demerit.cli.options import Threads

__all__ = ["command"]


def command(
    run: Annotated[
        str, typer.Argument(metavar="RUN|PAIR", help="A folder of a run or a pair, its name under runs/, or last.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE.html", help="The file to write; left out: the name of the run with .html."),
    ] = None,
    pdf: Annotated[
        Path | None,
        typer.Option("--pdf", metavar="FILE.pdf", help="Also print it, by a Chromium or Chrome on the PATH."),
    ] = None,
    quick: Annotated[
        bool, typer.Option("--quick", help="Do not vary what is assumed; the report then says that it was not.")
    ] = False,
    threads: Threads = None,
) -> None:
    """Write a finished run or pair as one HTML file to hand on.

    First, everything that is assumed in a run is varied at once in small runs of it, so that the report shows beside
    every figure what is chance and what nobody knows; that takes a minute or two, once, and is kept with the run.

    The file has the page of the result with every figure and its table, telling lives, what law asks of the scheme, how
    to cite it and what it cannot say. It opens from a disk, without the network and without demerit; nothing but its
    own script can run in it. --pdf alone writes the PDF only. A file of that name is written anew.

    Exit codes: 0 done; 1 no such run, or no browser to print with; 2 wrong usage; 3 unfinished, the
    same command goes on.
    """
    from tempfile import TemporaryDirectory

    from demerit.ledger.folder import write_whole
    from demerit.report.report_file import MOST_BYTES, fill_report, name_of, template

    page = template()
    html = name_of(out, suffix=".html")
    printed = name_of(pdf, suffix=".pdf")
    if printed is not None:
        from demerit.cli.pdf import browser

        browser()  # says at once if there is none
    from demerit.report.views.inside import inside

    if not quick:
        vary(run, threads=threads)
    documents, title = inside(run, room=MOST_BYTES - len(page.encode("utf-8")) - 10_000)
    made = fill_report(page, documents=documents, title=f"{title} · demerit")
    if html is None and printed is None:
        html = Path(f"{documents['about']['run']}.html")
    if html is not None:
        write_whole(html, made)
        tell(f"Written to {html}.")
    if printed is not None:
        from demerit.cli.pdf import print_pdf

        with TemporaryDirectory() as folder:
            source = Path(folder) / "report.html"
            write_whole(source, made)
            write_whole(printed, print_pdf(source))
        tell(f"Written to {printed}.")


def vary(run: str, *, threads: int | None) -> None:
    """Vary what is assumed in a run, unless that was done; a pair has its own ends."""
    from demerit.cli.progress import bar, make_ready
    from demerit.study.lives import find_lives
    from demerit.study.swept import sweep_of_run, swept_before

    folder = find_lives(run).get("run")
    if folder is None or swept_before(folder) is not None:
        return
    make_ready()
    with bar(quiet=False) as progress:
        sweep_of_run(folder, threads=threads, progress=progress)
