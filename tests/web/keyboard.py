"""A person at a keyboard: goes from field to field with Tab, types, chooses, and never touches a mouse."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

__all__ = ["Keyboard"]

WHERE = """() => {
  const at = document.activeElement;
  const text = (node) => (node ? node.textContent.trim().replace(/\\s+/g, " ") : "");
  const label = at.labels && at.labels.length ? text(at.labels[0]) : "";
  return [at.closest("fieldset") ? text(at.closest("fieldset").querySelector("legend")) : "", label || text(at)];
}"""
MOST = 90


class Keyboard:
    """The keyboard of a page."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.pressed += 1
        self.page.keyboard.press(key)

    def to(self, words: str) -> None:
        """Tab on to the next thing whose words begin so."""
        seen = []
        for _ in range(MOST):
            self.press("Tab")
            legend, label = self.page.evaluate(WHERE)
            seen.append(f"{legend} | {label}"[:60])
            if label.startswith(words) or legend.startswith(words):
                return
        raise AssertionError(f"nothing begins with {words!r}; passed {seen}")

    def type(self, text: str) -> None:
        """Type where one is."""
        self.pressed += len(text)
        self.page.keyboard.type(text)

    def push(self, words: str) -> None:
        """Go to a button and press it."""
        self.to(words)
        self.press("Enter")

    def write(self, words: str, text: str) -> None:
        """Write into a field."""
        self.to(words)
        self.type(text)

    def choose(self, words: str, option: str) -> None:
        """Choose from a list by its first letters, as everybody does."""
        self.to(words)
        self.type(option)
        chosen = self.page.evaluate("document.activeElement.selectedOptions[0].textContent")
        assert chosen.startswith(option), (words, chosen)

    def number(self, words: str, how: int, *values: str) -> None:
        """Answer a number: 0 from a document (value, place), 1 a guess (value, low, high), 2 not known, 3 none."""
        self.to(words)
        self.press("Space")
        for _ in range(how):
            self.press("ArrowRight")
        for name, value in zip(NAMES[how], values, strict=True):
            self.write(name, value)


NAMES: Sequence[Sequence[str]] = (("Number", "Page or line"), ("Number", "At least", "At most"), (), ())
