"""Options that several commands take, each with its help said once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["BurnMonths", "Cluster", "Json", "Months", "Persons", "Replicates", "Seed", "Society", "Threads", "WriteTo"]

Society = Annotated[str | None, typer.Option(metavar="S", help="Another society (id or file) than the scheme's own.")]
Persons = Annotated[int | None, typer.Option(metavar="N", help="Persons; left out: the society's own number.")]
Months = Annotated[int | None, typer.Option(metavar="T", help="Months that are counted; left out: 60.")]
BurnMonths = Annotated[
    int | None, typer.Option(metavar="M", help="Months that run first and are not counted; left out: 0.")
]
Seed = Annotated[int | None, typer.Option(metavar="K", help="Seed of people and dice; 0 is a seed; left out: 1.")]
Replicates = Annotated[int | None, typer.Option(metavar="R", help="Runs with other people and dice; left out: 1.")]
Threads = Annotated[int | None, typer.Option(metavar="N", help="Threads; they change nothing but the time.")]
Cluster = Annotated[
    str | None,
    typer.Option(metavar="ADDRESS", help="Play on the workers of a Dask scheduler, such as tcp://10.0.0.5:8786."),
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
WriteTo = Annotated[Path | None, typer.Option(metavar="FILE", help="Write it to a new file instead of the terminal.")]
