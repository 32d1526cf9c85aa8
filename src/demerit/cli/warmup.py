"""``demerit warmup``: compile the engine now, so that the first run does not have to wait."""

from __future__ import annotations

from demerit.cli.options import Json
from demerit.cli.output import print_document, print_line

__all__ = ["command"]


def command(json: Json = False) -> None:
    """Compile the engine, once, so that the next run starts at once.

    The compiled code is kept in your cache folder or, where that cannot be written, in a temporary one.
    """
    from demerit.cli.progress import warmed
    from demerit.report.figures import soften, span

    seconds, folder = warmed()
    if json:
        compiled = [{"name": "month", "seconds": round(seconds, 2), "folder": folder}]
        print_document({"schema": "demerit.kernel/1", "kernels": compiled})
    else:
        kept = f"kept in {folder}" if folder else "not kept, because no folder can be written"
        print_line(soften(f"The engine is compiled ({span(seconds)}) and {kept}."))
