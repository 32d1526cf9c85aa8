"""Whether an expression reads only names that there are, and compares what can be compared (L110 to L116)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field

from demerit.audit.fields import FIELDS, ITEM_FIELDS
from demerit.audit.syntax import (
    And,
    Arithmetic,
    Comparison,
    Expression,
    Fixed,
    Name,
    Not,
    Or,
    Over,
    Overlap,
    Part,
    Words,
)
from demerit.errors import nearest
from demerit.scheme.check_declaration import Kind

__all__ = ["Fault", "Reader", "check_expression", "names_of"]

Fault = Callable[[str, Part, str, str], None]


@dataclass(frozen=True)
class Reader:
    """What an expression may name besides fields: parameters and sets; and the items that its variables stand for."""

    params: Collection[str]
    sets: Mapping[str, Collection[str]]
    variables: Mapping[str, str] = field(default_factory=dict)


def check_expression(tree: Expression, reader: Reader, fault: Fault, /) -> None:
    """Tell every fault of meaning of an expression; it must be true or false."""
    if kind_of(tree, reader, fault) not in ("flag", None):
        fault("L113", tree, "this is neither true nor false", "Compare it with something.")


def names_of(tree: Expression, /) -> Iterator[tuple[str, ...]]:
    """Every field, parameter and set that an expression names; an item's field goes by the name of its list."""
    yield from named(tree, {})


def named(tree: Expression, variables: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    """Names of a part, with the lists that variables go through."""
    match tree:
        case Name(path=(first, *rest)) if first in variables:
            yield variables[first], *rest
        case Name():
            yield tree.path
        case Over():
            yield (tree.items,)
            yield from named(tree.body, {**variables, tree.variable: tree.items})
        case Not():
            yield from named(tree.of, variables)
        case And() | Or():
            for part in tree.parts:
                yield from named(part, variables)
        case Comparison() | Arithmetic() | Overlap():
            yield from named(tree.left, variables)
            yield from named(tree.right, variables)
        case _:
            return


def kind_of(tree: Expression, reader: Reader, fault: Fault) -> Kind | None:
    """Kind of a part: flag, number, word, words or the words allowed; ``None`` after a fault."""
    match tree:
        case Fixed():
            return "flag" if isinstance(tree.value, bool) else "word" if isinstance(tree.value, str) else "number"
        case Words():
            return "words"
        case Name():
            return kind_of_name(tree, reader, fault)
        case Not():
            check_flag(tree.of, reader, fault)
        case And() | Or():
            for part in tree.parts:
                check_flag(part, reader, fault)
        case Arithmetic():
            for part in (tree.left, tree.right):
                if kind_of(part, reader, fault) not in ("number", None):
                    fault("L113", part, "this is no number", "Only numbers are added.")
            return "number"
        case Overlap():
            for part in (tree.left, tree.right):
                if kind_of(part, reader, fault) not in ("words", None):
                    fault("L113", part, "this is no list of words", "")
        case Comparison():
            check_comparison(tree, reader, fault)
        case Over():
            return kind_of_quantifier(tree, reader, fault)
    return "flag"


def check_flag(tree: Expression, reader: Reader, fault: Fault) -> None:
    """A part that must be true or false."""
    if kind_of(tree, reader, fault) not in ("flag", None):
        fault("L113", tree, "this is neither true nor false", "Compare it with something.")


def kind_of_name(tree: Name, reader: Reader, fault: Fault) -> Kind | None:
    """Kind of a field, parameter or set."""
    first, *rest = tree.path
    name = ".".join(tree.path)
    if first in reader.variables:
        allowed = ITEM_FIELDS[reader.variables[first]]
        if len(rest) == 1 and rest[0] in allowed:
            return allowed[rest[0]]
        fault("L111", tree, f'"{name}" is no field of {reader.variables[first]}', nearest(".".join(rest), allowed))
        return None
    if name in reader.params:
        return "number"
    if name in reader.sets:
        return "words"
    if name in FIELDS:
        return FIELDS[name]
    fault("L110", tree, f'unknown name "{name}"', nearest(name, [*FIELDS, *reader.params, *reader.sets]))
    return None


def kind_of_quantifier(tree: Over, reader: Reader, fault: Fault) -> Kind | None:
    """Kind of ``any``, ``all`` and ``count``."""
    if tree.items not in ITEM_FIELDS:
        fault("L112", tree, f'"{tree.items}" is no list of items', nearest(tree.items, ITEM_FIELDS))
        return None
    if tree.variable in reader.variables or tree.variable in reader.params or tree.variable in reader.sets:
        fault("L112", tree, f'"{tree.variable}" has a meaning already', "Choose another letter.")
        return None
    inner = Reader(reader.params, reader.sets, {**reader.variables, tree.variable: tree.items})
    check_flag(tree.body, inner, fault)
    return "number" if tree.kind == "count" else "flag"


def check_comparison(tree: Comparison, reader: Reader, fault: Fault) -> None:
    """Two values of one kind, and words that the field may have."""
    left, right = (kind_of(part, reader, fault) for part in (tree.left, tree.right))
    if left is None or right is None:
        return
    if tree.sign in ("in", "not in"):
        if right != "words" or not is_word(left):
            fault("L113", tree, "in asks whether a word is in a list of words", "")
        else:
            check_choices(left, tree.right, reader, fault)
    elif tree.sign in ("==", "!="):
        if (left != right and not (is_word(left) and is_word(right))) or "words" in (left, right):
            fault("L113", tree, "these two cannot be equal: they are of different kinds", "")
        elif is_word(left):
            check_choices(left, tree.right, reader, fault)
    elif left != "number" or right != "number":
        fault("L113", tree, "only numbers are smaller or larger", "")


def is_word(kind: Kind) -> bool:
    """Whether a value of this kind is one word."""
    return kind == "word" or isinstance(kind, tuple)


def check_choices(left: Kind, tree: Expression, reader: Reader, fault: Fault) -> None:
    """Words that a field is compared with must be among those that it may have; of a set, at least one."""
    if not isinstance(left, tuple):
        return
    match tree:
        case Fixed(value=str() as word) if word not in left:
            fault("L114", tree, f'the field is never "{word}"', nearest(word, left))
        case Words():
            for word in tree.words:
                if word not in left:
                    fault("L114", tree, f'the field is never "{word}"', nearest(word, left))
        case Name(path=(name,)) if name in reader.sets and not set(left) & set(reader.sets[name]):
            fault("L114", tree, f"the field is never one of {name}", nearest("", left))
        case _:
            return
