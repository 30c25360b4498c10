"""Text that remembers where it was read: the evidence is carried along, never searched for again."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

_BLANK = re.compile(r"(?:\s|\*\*|</?\w[^<>]*>|\u00ad)*")


@dataclass(frozen=True, slots=True)
class Traced:
    """A string whose character `i` was read at offsets `starts[i]`..`ends[i]` of the text as read."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    @classmethod
    def of(cls, text: str, at: int = 0) -> Self:
        """`text` as it stands in the text as read from offset `at` on."""
        return cls(text, range(at, at + len(text)), range(at + 1, at + 1 + len(text)))

    def __len__(self) -> int:
        return len(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, cut: slice) -> Traced:
        return Traced(self.text[cut], self.starts[cut], self.ends[cut])

    def between(self, start: int, end: int) -> Traced:
        """The part that was read at offsets `start`..`end`; offsets must not fall (true of a whole text)."""
        return self[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def strip(self, chars: str | None = None) -> Traced:
        """Without white space (or `chars`) at both ends."""
        left = len(self.text) - len(self.text.lstrip(chars))
        if not left and len(self.text.rstrip(chars)) == len(self.text):
            return self
        return self[left : max(left, len(self.text.rstrip(chars)))]

    def split(self, pattern: re.Pattern[str]) -> list[Traced]:
        """The pieces between the matches of `pattern`, empty ones included."""
        pieces, last = [], 0
        for found in pattern.finditer(self.text):
            pieces.append(self[last : found.start()])
            last = found.end()
        return [*pieces, self[last:]]

    def lines(self) -> list[Traced]:
        """Physical lines, without their line ends."""
        return self.split(re.compile(r"\r\n|[\n\r\f\v\x1c-\x1e\x85\u2028\u2029]"))

    def replaced(self, pieces: Iterable[tuple[int, int, str]]) -> Traced:
        """With each `(start, end, new)` of ordered own indices put in; what is new points at the whole place it replaces."""
        out, last = [], 0
        for start, end, new in pieces:
            at = self.place(start, end)
            out += [self[last:start], Traced(new, [at[0]] * len(new), [at[1]] * len(new))]
            last = end
        return join([*out, self[last:]], "")

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the text as read of own indices `start`..`end`; of an empty cut, the point where it stands."""
        if start < end:
            return self.starts[start], self.ends[end - 1]
        point = self.ends[start - 1] if start else (self.starts[0] if self.starts else 0)
        return point, point

    def fragments(self, raw: str) -> tuple[tuple[int, int], ...]:
        """Runs of the text as read `raw` that this text covers; a gap of white space or markup does not break a run."""
        cut = self.strip()
        if cut.text and "\t" not in cut.text and raw[cut.starts[0] : cut.ends[-1]] == cut.text:  # most cells stand there as they are
            return ((cut.starts[0], cut.ends[-1]),)
        runs: list[tuple[int, int]] = []
        for char, start, end in zip(self.text, self.starts, self.ends, strict=True):
            if char.isspace():
                continue
            if runs and runs[-1][0] <= start <= runs[-1][1]:
                runs[-1] = (runs[-1][0], max(runs[-1][1], end))
            elif runs and start > runs[-1][1] and _BLANK.fullmatch(raw, runs[-1][1], start) and "\t" not in raw[runs[-1][1] : start]:
                runs[-1] = (runs[-1][0], end)
            else:
                runs.append((start, end))
        return tuple(runs)


EMPTY = Traced("", (), ())


def join(pieces: Iterable[Traced], between: str = " ") -> Traced:
    """One text of several; what stands between them points at the end of the piece before."""
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for piece in pieces:
        if between and text:
            text.append(between)
            point = ends[-1] if ends else 0
            starts += [point] * len(between)
            ends += [point] * len(between)
        text.append(piece.text)
        starts += piece.starts
        ends += piece.ends
    return Traced("".join(text), starts, ends)
