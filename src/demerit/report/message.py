"""Whole sentences with places to fill, and forms that depend on a value; a small part of ICU's message format.

``{name}`` is filled. ``{name|a=was|b=were}`` is the form for the value's text, ``{n|1=one stay|other=stays}`` for a
number; ``other`` is what no form names. A form may hold places and forms in turn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["fill", "places"]


def fill(sentence: str, /, values: Mapping[str, object]) -> str:
    """Fill the places of a sentence.

    Parameters
    ----------
    sentence : str
    values : mapping
        A value for every place and every choice; what is printed should be text already.

    Returns
    -------
    str

    Raises
    ------
    KeyError
        If a place has no value, or a choice no form for its value.

    Examples
    --------
    >>> fill("{n} {n|1=stay|other=stays} on {label}.", {"n": "1", "label": "the list"})
    '1 stay on the list.'
    >>> fill("{kind|a={n|1=one|other=many}|b=none}", {"kind": "a", "n": 2})
    'many'
    """
    return "".join(part if kind == "text" else filled(part, values) for kind, part in parts(sentence))


def filled(place: str, values: Mapping[str, object]) -> str:
    """Text of one place, without its braces."""
    name, *forms = split(place)
    value = str(values[name])
    if not forms:
        return value
    table = dict(form.split("=", 1) for form in forms)
    return fill(table[value] if value in table else table["other"], values)


def parts(sentence: str) -> Iterator[tuple[str, str]]:
    """Texts and places of a sentence, in order; a place without its outer braces."""
    begin = depth = 0
    for end, letter in enumerate(sentence):
        if letter == "{":
            if depth == 0:
                yield "text", sentence[begin:end]
                begin = end + 1
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield "place", sentence[begin:end]
                begin = end + 1
    yield "text", sentence[begin:]


def split(place: str) -> list[str]:
    """Name and forms of a place: cut at the bars that stand in no inner place."""
    cut, depth = [""], 0
    for letter in place:
        depth += {"{": 1, "}": -1}.get(letter, 0)
        if letter == "|" and depth == 0:
            cut.append("")
        else:
            cut[-1] += letter
    return cut


def places(sentence: str, /) -> set[str]:
    """Names that a sentence needs.

    Examples
    --------
    >>> sorted(places("{kind|a={n|1=one|other=many}|b=none} {label}"))
    ['kind', 'label', 'n']
    """
    found = set()
    for kind, part in parts(sentence):
        if kind == "place":
            name, *forms = split(part)
            found.add(name)
            for form in forms:
                found |= places(form.split("=", 1)[1])
    return found
