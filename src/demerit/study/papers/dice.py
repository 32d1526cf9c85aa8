"""F3: known answers of the dice: the engine's own mixer, and the counter-based families it was chosen among."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from demerit.draws import draw
from demerit.study.papers.model import Figure, Reproduced, reproduced

__all__ = ["PHILOX", "SPLITMIX", "THREEFRY", "known_answers", "mixed", "philox4", "threefry4", "unmixed"]

RANDOM123 = "Salmon, Moraes, Dror and Shaw 2011, Random123, tests/kat_vectors (BSD-3)"
VIGNA = "Steele, Lea and Flood 2014; splitmix64.c by Vigna (public domain)"
SPLITMIX = (
    6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821,
)  # fmt: skip
"""The first five numbers of splitmix64 from the seed 1234567."""
PI = (0x243F6A8885A308D3, 0x13198A2E03707344, 0xA4093822299F31D0, 0x082EFA98EC4E6C89,
      0x452821E638D01377, 0xBE5466CF34E90C6C, 0xC0AC29B7C97C50DD, 0x3F84D5B5B5470917)  # fmt: skip
ONES = (1 << 64) - 1
PHILOX = {
    32: {"zeros": "6627e8d5 e169c58d bc57ac4c 9b00dbd8", "ones": "408f276d 41c83b0e a20bc7c6 6d5451fd",
         "pi": "d16cfe09 94fdcceb 5001e420 24126ea1"},
    64: {"zeros": "16554d9eca36314c db20fe9d672d0fdc d7e772cee186176b 7e68b68aec7ba23b",
         "ones": "87b092c3013fe90b 438c3c67be8d0224 9cc7d7c69cd777b6 a09caebf594f0ba0",
         "pi": "a528f45403e61d95 38c72dbd566e9788 a5a1610e72fd18b5 57bd43b5e52b7fe6"},
}  # fmt: skip
"""Philox 4xW with 10 rounds, by the width W of a word and what counter and key hold."""
THREEFRY = {
    "zeros": "9c6ca96a e17eae66 fc10ecd4 5256a7d8", "ones": "2a881696 57012287 f6c7446e a16a6732",
    "pi": "59cd1dbb b8879579 86b5d00c ac8b6d84",
}  # fmt: skip
"""Threefry 4x32 with 20 rounds."""


def words(held: str, n: int, *, width: int) -> list[int]:
    """Words of counter and key: zeros, ones, or the digits of pi."""
    if held != "pi":
        return [0 if held == "zeros" else (1 << width) - 1] * n
    if width == 64:
        return list(PI[:n])
    return [word >> shift & 0xFFFFFFFF for word in PI for shift in (32, 0)][:n]


def philox4(counter: Sequence[int], key: Sequence[int], /, *, width: int, rounds: int = 10) -> list[int]:
    """Philox of four words."""
    first, second = (0xD2511F53, 0xCD9E8D57) if width == 32 else (0xD2E7470EE14C6C93, 0xCA5A826395121157)
    weyl = (0x9E3779B9, 0xBB67AE85) if width == 32 else (0x9E3779B97F4A7C15, 0xBB67AE8584CAA73B)
    mask = (1 << width) - 1
    a, b, c, d = counter
    left, right = key
    for _ in range(rounds):
        one, two = first * a, second * c
        a, b, c, d = two >> width ^ b ^ left, two & mask, one >> width ^ d ^ right, one & mask
        left, right = (left + weyl[0]) & mask, (right + weyl[1]) & mask
    return [a, b, c, d]


def threefry4(counter: Sequence[int], key: Sequence[int], /, *, rounds: int = 20) -> list[int]:
    """Threefry of four words of 32 bits."""
    turns = ((10, 26), (11, 21), (13, 27), (23, 5), (6, 20), (17, 11), (25, 10), (18, 20))
    mask = 0xFFFFFFFF
    keys = [*key, 0x1BD11BDA ^ key[0] ^ key[1] ^ key[2] ^ key[3]]
    x = [(word + keys[i]) & mask for i, word in enumerate(counter)]

    def turned(word: int, by: int) -> int:
        return (word << by | word >> (32 - by)) & mask

    for place in range(rounds):
        one, two = turns[place % 8]
        i, j = (1, 3) if place % 2 == 0 else (3, 1)
        x[0] = (x[0] + x[i]) & mask
        x[i] = turned(x[i], one) ^ x[0]
        x[2] = (x[2] + x[j]) & mask
        x[j] = turned(x[j], two) ^ x[2]
        if place % 4 == 3:
            turn = place // 4 + 1
            x = [(word + keys[(turn + i) % 5]) & mask for i, word in enumerate(x)]
            x[3] = (x[3] + turn) & mask
    return x


def unmixed(word: int, /) -> int:
    """What the finaliser of splitmix64 makes into ``word``: its steps taken back."""
    for times, shift in ((1, 31), (0x94D049BB133111EB, 27), (0xBF58476D1CE4E5B9, 30)):
        word = word * pow(times, -1, 1 << 64) & ONES
        back = word
        for _ in range(64 // shift + 1):
            back = word ^ back >> shift
        word = back
    return word


def mixed(word: int, /) -> int:
    """The finaliser as the engine has it, by a draw.

    A draw mixes twice, ``mix(mix(key + uid * K) + address * L)`` with exclusive or for the sums; with no uid and no
    address it is ``mix(mix(key))``, so one of the two is taken back first.
    """
    key = np.uint64(unmixed(word))
    return int(draw(key, np.uint64(0), np.uint64(0), np.uint64(0)))


def halves(name: str, ours: Sequence[int], published: Sequence[int], *, width: int) -> Iterator[Figure]:
    """Words as figures of 32 bits at most, which a double holds exactly."""
    for place, (mine, theirs) in enumerate(zip(ours, published, strict=True)):
        for shift in range(0, width, 32):
            part = f"{name}, word {place}, bit {shift}"
            low, other = mine >> shift & 0xFFFFFFFF, theirs >> shift & 0xFFFFFFFF
            yield Figure(name=part, ours=low, published=other, tolerance=0, unit="word")


def known_answers() -> Reproduced:
    """F3."""
    gamma = 0x9E3779B97F4A7C15
    found = [mixed((1234567 + n * gamma) & ONES) for n in range(1, len(SPLITMIX) + 1)]
    figures = list(halves("splitmix64 by the engine", found, SPLITMIX, width=64))
    for width, answers in PHILOX.items():
        for held, text in answers.items():
            made = philox4(words(held, 4, width=width), words(held, 6, width=width)[4:], width=width)
            figures += halves(f"Philox 4x{width}, {held}", made, [int(word, 16) for word in text.split()], width=width)
    for held, text in THREEFRY.items():
        made = threefry4(words(held, 4, width=32), words(held, 8, width=32)[4:])
        figures += halves(f"Threefry 4x32, {held}", made, [int(word, 16) for word in text.split()], width=32)
    return reproduced(
        "F3",
        figures=figures,
        how="The engine's draws are the finaliser of splitmix64 put on twice; its published numbers come out of a draw "
        "with one of the two taken back. Philox and Threefry, which the engine does not use, are written down plainly "
        "and give the vectors of Random123.",
        source=f"{RANDOM123}; {VIGNA}",
    )
