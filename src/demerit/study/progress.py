"""How far a run has come, without knowing who watches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

__all__ = ["Progress", "Tick", "Watch"]

Progress = Callable[[str, float], None]
"""Called with what is done (``people``, ``small:<which>``, ``main:<number>:<of>``, ``result``) and the share done."""

Tick = Callable[[int, int], None]
"""Called after each month with its number and the number of months."""


@dataclass
class Watch:
    """Counts work that is done.

    Attributes
    ----------
    progress : Progress or None
    main, small : float
        Work in one replicate of the main run, and in one small run (persons times months).
    total : float
        All work.
    done : float
        Work in parts that are finished.
    """

    progress: Progress | None
    main: float
    small: float
    total: float
    done: float = field(default=0.0)

    def say(self, what: str, /, *, part: float = 0.0) -> None:
        """Tell what is being done, with so much of the present part behind it."""
        if self.progress is not None:
            self.progress(what, min(1.0, (self.done + part) / max(1.0, self.total)))

    def tick(self, what: str, /, *, work: float) -> Tick:
        """Return what a run calls after each month; ``what`` is told with every call."""

        def tick(month: int, months: int) -> None:
            if month >= months:
                self.done += work
                self.say(what)
            else:
                self.say(what, part=work * month / months)

        self.say(what)
        return tick

    def skip(self, work: float, /) -> None:
        """Count work that an earlier run did."""
        self.done += work
