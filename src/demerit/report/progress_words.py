"""What is said while something is under way."""

from __future__ import annotations

__all__ = ["STAGES", "spoken"]

STAGES: dict[str, str] = {
    "world": "world {world}, {stage}",
    "compile": "compiling the engine, once, about a minute",
    "people": "drawing the people",
    "small": "small run, {which}",
    "main": "main run",
    "worlds": "worlds with safeguards",
    "fitting": "worlds with other values",
    "replicate": "main run, replicate {number} of {of}",
    "shard": "run {number} of {of}",
    "result": "counting and writing",
}
"""What a run is doing, for the progress bar."""


def spoken(what: str, /) -> str:
    """What a run is doing, in words.

    Examples
    --------
    >>> spoken("a/main:1:1")
    'world A, main run'
    """
    world, _, stage = what.rpartition("/")
    if world:
        return STAGES["world"].format(world=world.upper(), stage=spoken(stage))
    kind, *rest = what.split(":")
    if kind == "main" and rest[1] != "1":
        return STAGES["replicate"].format(number=rest[0], of=rest[1])
    if kind == "shard":
        return STAGES["shard"].format(number=rest[0], of=rest[1])
    if kind == "small":
        return STAGES["small"].format(which=" ".join(rest).replace("_", " "))
    return STAGES[kind]
