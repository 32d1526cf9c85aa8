"""Small changes to the expressions of a check, each of which some example must notice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, Final

from demerit.audit.syntax import And, Comparison, Expression, Fixed, Name, Not, Or, Over, Words

CONTRARY: Final = {
    "==": ("!=",),
    "!=": ("==",),
    "in": ("not in",),
    "not in": ("in",),
    "<": (">=", "<="),
    ">": ("<=", ">="),
    "<=": (">", "<"),
    ">=": ("<", ">"),
}
"""What a sign is flipped to: its contrary, and its neighbour at the edge."""

EMPTY: Final = Fixed(0, 0, False)


@dataclass(frozen=True)
class Mutant:
    """A check's expressions with one change, and what was changed."""

    said: str
    limbs: Mapping[str, Expression]


def mutants_of(limbs: Mapping[str, Expression], /) -> Iterator[Mutant]:
    """Every limb emptied, operand dropped, word left out, comparison flipped; flags, quantifiers and ``and`` turned."""
    for limb, tree in limbs.items():
        yield Mutant(f"{limb} emptied", {**limbs, limb: EMPTY} if limb != "applies" else without(limbs, limb))
        for said, other in (*changed(tree), *flags_turned(tree)):
            yield Mutant(f"{limb}: {said}", {**limbs, limb: other})


def without(limbs: Mapping[str, Expression], name: str) -> dict[str, Expression]:
    """All limbs but one."""
    return {limb: tree for limb, tree in limbs.items() if limb != name}


def changed(tree: Expression) -> Iterator[tuple[str, Expression]]:
    """Every tree with one change, and the change in words."""
    yield from here(tree)
    for name, place, part in parts_of(tree):
        for said, other in changed(part):
            yield said, put(tree, name, place, other)


def here(tree: Expression) -> Iterator[tuple[str, Expression]]:
    """Changes at the root of a tree."""
    match tree:
        case And() | Or():
            word = "and" if isinstance(tree, And) else "or"
            for place, part in enumerate(tree.parts):
                left = tree.parts[:place] + tree.parts[place + 1 :]
                yield f"operand {place + 1} of {word} at {part.start} dropped", joined(tree, left)
            turned = Or if isinstance(tree, And) else And
            yield f"{word} at {tree.start} turned", turned(tree.start, tree.end, tree.parts)
        case Comparison():
            for sign in CONTRARY[tree.sign]:
                yield f"{tree.sign} at {tree.start} is {sign}", replace(tree, sign=sign)
        case Not():
            yield f"not at {tree.start} dropped", tree.of
        case Over() if tree.kind != "count":
            kind: Any = "all" if tree.kind == "any" else "any"
            yield f"{tree.kind} at {tree.start} is {kind}", replace(tree, kind=kind)
        case Words() if len(tree.words) > 1:
            for word in tree.words:
                yield f"{word} at {tree.start} left out", replace(tree, words=tuple(w for w in tree.words if w != word))


def joined(tree: And | Or, parts: tuple[Expression, ...]) -> Expression:
    """What is left of several joined parts."""
    return parts[0] if len(parts) == 1 else replace(tree, parts=parts)


def parts_of(tree: Expression) -> Iterator[tuple[str, int, Expression]]:
    """Parts of a tree: the field they stand in, their place there, and the part."""
    for item in fields(tree):
        value = getattr(tree, item.name)
        for place, part in enumerate(value if isinstance(value, tuple) else (value,)):
            if is_dataclass(part) and not isinstance(part, Name):
                yield item.name, place, part  # type: ignore[misc]


def put(tree: Expression, name: str, place: int, other: Expression) -> Expression:
    """A tree with one part put in another's place."""
    value = getattr(tree, name)
    if isinstance(value, tuple):
        return replace(tree, **{name: (*value[:place], other, *value[place + 1 :])})
    return replace(tree, **{name: other})


def flags_turned(tree: Expression) -> Iterator[tuple[str, Expression]]:
    """Every bare flag turned round."""
    match tree:
        case Name():
            yield f"{'.'.join(tree.path)} at {tree.start} turned", Not(tree.start, tree.end, tree)
        case And() | Or():
            for place, part in enumerate(tree.parts):
                for said, other in flags_turned(part):
                    yield said, put(tree, "parts", place, other)
        case Not():
            for said, other in flags_turned(tree.of):
                yield said, replace(tree, of=other)
        case Over():
            for said, other in flags_turned(tree.body):
                yield said, replace(tree, body=other)
