"""How far a run has come, without knowing who watches."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from demerit.engine.leave import Seen

__all__ = ["Progress", "Sight", "Tick", "Watch", "sight_of"]

Progress = Callable[[str, float], None]
"""Called with what is done (``people``, ``small:<which>``, ``main:<number>:<of>``, ``result``) and the share done.

Of one of two worlds, ``a/`` or ``b/`` stands before it.
"""

Sight = Callable[[str, int, int, Mapping[str, int]], None]
"""Called after each month of the first small run and of the main runs.

With what is run (as of ``Progress``), the months done, the months in all, and by tally what every list, band and
measure has come to: ``list:debtors:now``, ``:events``, ``:people``, and of these two what is ``:wrongful``.
"""

Tick = Callable[[int, int], None]
"""Called after each month with its number and the number of months."""


def sight_of(seen: Sight | None, what: str, /) -> Seen | None:
    """What a run calls with its counts after each month."""
    return None if seen is None else lambda month, months, totals: seen(what, month, months, totals)


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
    begun : dict
        Work done in parts that are under way, by name; small runs go on beside each other.
    """

    progress: Progress | None
    main: float
    small: float
    total: float
    done: float = 0.0
    begun: dict[str, float] = field(default_factory=dict)
    one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def say(self, what: str, /) -> None:
        """Tell what is being done."""
        if self.progress is not None:
            self.progress(what, min(1.0, (self.done + sum(self.begun.values())) / max(1.0, self.total)))

    def tick(self, what: str, /, *, work: float) -> Tick:
        """Return what a run calls after each month; ``what`` is told with every call."""

        def tick(month: int, months: int) -> None:
            with self.one_at_a_time:
                self.begun[what] = work * month / months
                if month >= months:
                    self.done += self.begun.pop(what)
                self.say(what)

        with self.one_at_a_time:
            self.say(what)
        return tick

    def skip(self, work: float, /) -> None:
        """Count work that an earlier run did."""
        self.done += work
