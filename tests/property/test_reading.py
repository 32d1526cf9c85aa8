"""Whatever stands in a file, reading it ends with data or with an InputError, never with anything else."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from demerit.errors import Defect, InputError
from demerit.evidence.yamltext import MAX_BYTES, MAX_FAULTS, read_yaml
from demerit.scheme.dump import dump_yaml, plain
from demerit.scheme.load import read_scheme
from demerit.scheme.safeguard import read_safeguard
from demerit.society.fit import check_scheme_text
from demerit.society.load import read_society

CORPUS = Path(__file__).parents[1] / "corpus"
FILES = [path.read_bytes() for path in sorted(CORPUS.rglob("*.yaml"))]
VALID = [path.read_bytes() for path in sorted((CORPUS / "valid").glob("*.yaml"))]
SCALARS = ["", "null", "-1", "1e308", "99999999999999999999", ".nan", "true", "[]", "{}", "'", '"', "&a", "*a", "!!int"]
SCALARS += ["\t", "é", "2024-02-30"]

text = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=20)
trees = st.recursive(
    text, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(text, inner, max_size=4), max_leaves=20
)


def faults_of(read: Callable[..., object], raw: bytes) -> tuple[Defect, ...]:
    """Faults of a file; none if it can be read."""
    try:
        read(raw, file="any.yaml")
    except InputError as error:
        return error.defects
    return ()


def read_all(raw: bytes) -> None:
    """Read bytes as every kind of file; only InputError may come out."""
    for read in (read_yaml, read_scheme, read_society, read_safeguard):
        assert all(defect.file for defect in faults_of(read, raw))
    check_scheme_text(raw, file="any.yaml", folder=CORPUS / "valid")


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_random_bytes(raw: bytes) -> None:
    read_all(raw)


@settings(deadline=None, max_examples=200)
@given(st.text(alphabet="{}[]:,-&*!|>'\"%#?@` \n\tab1", max_size=200))
def test_random_yaml_signs(content: str) -> None:
    read_all(b"format: demerit.scheme/1\n" + content.encode())


@settings(deadline=None, max_examples=150)
@given(st.sampled_from(FILES), st.data())
def test_mutated_corpus_files(raw: bytes, data: st.DataObject) -> None:
    for _ in range(data.draw(st.integers(1, 3))):
        lines = raw.split(b"\n")
        place = data.draw(st.integers(0, len(lines) - 1))
        match data.draw(st.sampled_from(["drop", "double", "cut", "value", "byte", "indent"])):
            case "drop":
                lines.pop(place)
            case "double":
                lines.insert(place, lines[place])
            case "cut":
                lines = lines[:place]
            case "value":
                key = lines[place].partition(b":")[0]
                lines[place] = key + b": " + data.draw(st.sampled_from(SCALARS)).encode()
            case "byte":
                lines[place] += data.draw(st.binary(max_size=3))
            case _:
                lines[place] = b"  " + lines[place]
        raw = b"\n".join(lines) or b"x"
    read_all(raw)


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(VALID), st.data())
def test_any_value_in_any_place(raw: bytes, data: st.DataObject) -> None:
    """Put any tree in the place of any value of a valid scheme: the check ends, and says where."""
    tree = read_yaml(raw, file="valid.yaml").data
    here = tree
    while True:
        key = data.draw(st.sampled_from(sorted(here) if isinstance(here, dict) else range(len(here))))
        if not isinstance(here[key], dict | list) or not here[key] or data.draw(st.booleans()):
            break
        here = here[key]
    here[key] = data.draw(trees | st.sampled_from(SCALARS))
    written = dump_yaml(tree).encode()
    for defect in check_scheme_text(written, file="mutated.yaml", folder=CORPUS / "valid"):
        assert defect.file


@settings(deadline=None, max_examples=100)
@given(st.dictionaries(text.filter(lambda key: key == key.strip()), trees, min_size=1, max_size=5))
def test_what_is_written_is_read_back(tree: dict[str, object]) -> None:
    assert read_yaml(dump_yaml(tree).encode(), file="x").data == plain(tree)


@pytest.mark.parametrize("opening", ["[", "{a: ", "- ", "? ", "- ? ", "a:\n", "[{a: "])
@pytest.mark.parametrize("times", [60, 2000, 100_000])
def test_deep_nesting(opening: str, times: int) -> None:
    raw = (opening * times).encode()
    with pytest.raises(InputError) as caught:
        read_yaml(raw[: MAX_BYTES - 1], file="deep")
    assert len(caught.value.defects) <= MAX_FAULTS + 2


def test_block_nesting_by_indentation() -> None:
    raw = "".join(" " * level + "a:\n" for level in range(900)).encode()
    with pytest.raises(InputError, match="S103"):
        read_yaml(raw, file="deep")


def test_a_file_that_is_too_large_is_not_read() -> None:
    with pytest.raises(InputError, match="S103"):
        read_yaml(b"a" * (MAX_BYTES + 1), file="large")


def test_a_file_with_too_many_faults_says_that_there_are_more() -> None:
    raw = b"format: demerit.scheme/1\n" + b"".join(b"k%d: 1\n" % number for number in range(1000))
    with pytest.raises(InputError) as caught:
        read_scheme(raw, file="many")
    (more,) = [defect.message for defect in caught.value.defects if defect.code == "S114"]
    assert more == "808 more faults are not shown"  # 8 missing keys and 1,000 unknown ones
    assert len(caught.value.defects) == MAX_FAULTS + 1


def test_many_aliases_do_not_grow() -> None:
    """A billion laughs: refused at the first anchor, nothing is expanded."""
    raw = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (i + 1, i + 1, i, i) for i in range(97, 110))
    with pytest.raises(InputError, match="S109"):
        read_yaml(raw, file="laughs")
