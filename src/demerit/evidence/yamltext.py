"""Reading YAML as text: every scalar stays a string, and everything keeps its line and column.

One pass over the event stream of PyYAML's C parser builds plain ``dict``, ``list`` and ``str``, and refuses on the way
what a data file has no use for: anchors, aliases, tags, directives, several documents, repeated keys, empty values. The
pass keeps its own stack, so deep nesting cannot exhaust Python's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from demerit.errors import Defect, InputError

__all__ = ["MAX_BYTES", "MAX_DEPTH", "MAX_FAULTS", "Path", "Places", "Text", "read_yaml"]

MAX_BYTES = 1_000_000
"""Largest file read, in bytes."""

MAX_DEPTH = 50
"""Deepest nesting read."""

MAX_FAULTS = 200
"""Most faults told of one file; a file with more is not worth reading on."""

Path = tuple[str | int, ...]
"""Where a value stands: keys and positions from the root, such as ``("channels", 0, "delay")``."""

LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
EMPTY = frozenset({"", "~", "null", "Null", "NULL"})


@dataclass(frozen=True)
class Places:
    """Line and column, counted from 1, of every key and value of one file.

    ``moved`` has the parts that come from elsewhere: the places of their file, and the path they have there.
    """

    file: str
    keys: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    values: Mapping[Path, tuple[int, int]] = field(default_factory=dict)
    moved: Mapping[Path, tuple[Places, Path]] = field(default_factory=dict)

    def origin(self, path: Path, /) -> tuple[Places, Path]:
        """Places of the file a path comes from, and the path there."""
        for end in range(len(path) if self.moved else 0, 0, -1):
            if path[:end] in self.moved:
                places, start = self.moved[path[:end]]
                return places, (*start, *path[end:])
        return self, path

    def at(self, path: Path, /, *, key: bool = False) -> tuple[int, int]:
        """Line and column of a value (or of its key); of the nearest thing around it where it is not in the file."""
        places, path = self.origin(path)
        if places is not self:
            return places.at(path, key=key)
        if key and path in self.keys:
            return self.keys[path]
        while path and path not in self.values:
            path = path[:-1]
            if path in self.keys:
                return self.keys[path]
        return self.values.get(path, (0, 0))

    def defect(self, code: str, path: Path, message: str, hint: str = "", *, key: bool = False) -> Defect:
        """Make a defect at the place of ``path``."""
        line, column = self.at(path, key=key)
        file = self.origin(path)[0].file
        return Defect(file=file, line=line, column=column, code=code, message=message, hint=hint)


@dataclass(frozen=True)
class Text:
    """A file as plain data, with its places."""

    data: Any
    places: Places


@dataclass
class Frame:
    """An open mapping or list while reading."""

    path: Path
    value: dict[str, Any] | list[Any]
    key: str | None = None
    repeated: bool = False


def read_yaml(raw: bytes, /, *, file: str) -> Text:
    r"""Read one YAML document as text.

    Parameters
    ----------
    raw : bytes
        What the file holds; UTF-8, at most ``MAX_BYTES``.
    file : str
        Name to show in errors.

    Returns
    -------
    Text
        Nested ``dict`` (in the order of the file), ``list`` and ``str``, with the place of each.

    Raises
    ------
    InputError
        With every fault found; after a fault of syntax the rest of the file is not read.

    Examples
    --------
    >>> text = read_yaml(b"id: x\nrate: 0.50\n", file="x.yaml")
    >>> text.data, text.places.at(("rate",))
    ({'id': 'x', 'rate': '0.50'}, (2, 7))
    """
    builder = Builder(file)
    content = builder.decode(raw)
    if content is not None:
        builder.build(content)
    if builder.defects:
        raise InputError(builder.defects)
    return Text(builder.root, Places(file, builder.keys, builder.values))


class Builder:
    """Builds plain data from parser events and collects faults."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.defects: list[Defect] = []
        self.keys: dict[Path, tuple[int, int]] = {}
        self.values: dict[Path, tuple[int, int]] = {}
        self.stack: list[Frame] = []
        self.root: Any = None
        self.documents = 0

    def fault(self, code: str, place: tuple[int, int], message: str, hint: str = "") -> None:
        """Note a fault at a line and column."""
        line, column = place
        self.defects.append(Defect(file=self.file, line=line, column=column, code=code, message=message, hint=hint))

    def decode(self, raw: bytes) -> str | None:
        """Check size, encoding and characters."""
        if len(raw) > MAX_BYTES:
            self.fault("S103", (0, 0), f"the file has {len(raw):,} bytes", f"At most {MAX_BYTES:,} are read.")
            return None
        try:
            content = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8", errors="replace")
            self.fault("S101", place_after(before), "the file is not UTF-8 here", "Save it as UTF-8.")
            return None
        found = UNPRINTABLE.search(content)
        if found:
            where = place_after(content[: found.start()])
            self.fault("S101", where, f"character U+{ord(found.group()):04X} is not allowed", "Remove it.")
            return None
        return content

    def build(self, content: str) -> None:
        """Follow the events; stop at the first fault that makes the rest unreadable."""
        try:
            for event in yaml.parse(content, Loader=LOADER):
                if not self.take(event):
                    return
                if len(self.defects) > MAX_FAULTS:
                    told = "Mend these first."
                    self.fault("S114", place_of(event.start_mark), "reading stops here: too many faults", told)
                    return
        except yaml.MarkedYAMLError as error:
            self.fault(
                "S102",
                place_of(error.problem_mark or error.context_mark),
                f"this is not YAML: {reason(error)}",
                "Check indentation, colons and quotes.",
            )
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            self.fault("S102", (0, 0), f"this is not YAML: {type(error).__name__}", "Check the file.")
        if not self.documents and not self.defects:
            self.fault("S111", (1, 1), "the file is empty", "It should hold one document.")

    def take(self, event: yaml.Event) -> bool:
        """Take one event; false when reading should stop."""
        place = place_of(event.start_mark)
        match event:
            case yaml.DocumentStartEvent():
                self.documents += 1
                if self.documents > 1:
                    self.fault("S111", place, "a second document starts here", "Put one document in a file.")
                    return False
                if event.version or event.tags:
                    self.fault("S110", place, "directives are not allowed", "Remove the lines that begin with %.")
            case yaml.AliasEvent():
                self.fault("S109", place, f'alias "*{event.anchor}" is not allowed', "Write the value out.")
                self.scalar(yaml.ScalarEvent(None, None, (True, True), f"*{event.anchor}"), place)
            case yaml.ScalarEvent():
                self.refuse_marks(event, place)
                self.scalar(event, place)
            case yaml.CollectionStartEvent():
                self.refuse_marks(event, place)
                return self.open(event, place)
            case yaml.CollectionEndEvent():
                self.stack.pop()
        return True

    def refuse_marks(self, event: yaml.NodeEvent, place: tuple[int, int]) -> None:
        """Refuse anchors and tags."""
        if event.anchor is not None:
            self.fault("S109", place, f'anchor "&{event.anchor}" is not allowed', "Write the value out.")
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.fault("S110", place, f'tag "{tag}" is not allowed', "Remove it; types follow from the key.")

    def scalar(self, event: yaml.ScalarEvent, place: tuple[int, int]) -> None:
        """Take a key or a value."""
        frame = self.stack[-1] if self.stack else None
        if frame is not None and isinstance(frame.value, dict) and frame.key is None:
            self.take_key(frame, event.value, place)
            return
        if not event.style and event.value in EMPTY and not event.anchor:
            name = f'"{frame.key}"' if frame is not None and frame.key is not None else "this item"
            told = "Leave the key out when it is unknown; quote an empty text."
            self.fault("S107", place, f"{name} has no value", told)
        self.put(event.value, place)

    def take_key(self, frame: Frame, key: str, place: tuple[int, int]) -> None:
        """Remember the key whose value comes next."""
        frame.key = key
        frame.repeated = key in frame.value
        path = (*frame.path, key)
        if frame.repeated:
            first = self.keys[path][0]
            self.fault("S108", place, f'key "{key}" stands twice', f"It was given on line {first}; keep one.")
        else:
            self.keys[path] = place

    def open(self, event: yaml.Event, place: tuple[int, int]) -> bool:
        """Begin a mapping or a list; false when it cannot be read."""
        if len(self.stack) >= MAX_DEPTH:
            self.fault("S103", place, f"nesting is deeper than {MAX_DEPTH}", "No file of this format needs that.")
            return False
        top = self.stack[-1] if self.stack else None
        if top is not None and isinstance(top.value, dict) and top.key is None:
            self.fault("S102", place, "a key must be a text", "Quote it if it holds brackets or a question mark.")
            return False
        value: dict[str, Any] | list[Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.stack.append(Frame(self.put(value, place), value))
        return True

    def put(self, value: Any, place: tuple[int, int]) -> Path:
        """Put a value where it belongs; returns its path."""
        if not self.stack:
            self.root = value
            self.values[()] = place
            return ()
        frame = self.stack[-1]
        if isinstance(frame.value, list):
            path: Path = (*frame.path, len(frame.value))
            frame.value.append(value)
        else:
            key = frame.key or ""
            path = (*frame.path, key)
            if not frame.repeated:
                frame.value[key] = value
            frame.key = None
        self.values.setdefault(path, place)
        return path


def place_of(mark: Any) -> tuple[int, int]:
    """Line and column from 1."""
    return (mark.line + 1, mark.column + 1) if mark is not None else (0, 0)


def place_after(text: str) -> tuple[int, int]:
    """Line and column just behind a text."""
    return text.count("\n") + 1, len(text) - (text.rfind("\n") + 1) + 1


def reason(error: yaml.MarkedYAMLError) -> str:
    """What the parser says, in one line."""
    return " ".join(str(error.problem or error.context or "unreadable").split())
