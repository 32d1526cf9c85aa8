"""What is said while something is under way."""

from __future__ import annotations

__all__ = ["STAGES"]

STAGES: dict[str, str] = {
    "world": "world {world}, {stage}",
    "people": "drawing the people",
    "small": "small run, {which}",
    "main": "main run",
    "worlds": "worlds with safeguards",
    "replicate": "main run, replicate {number} of {of}",
    "result": "counting and writing",
}
"""What a run is doing, for the progress bar."""
