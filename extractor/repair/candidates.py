"""The words that a misread one may have been, ranked: how a scan misreads × how frequent × how well it fits its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from math import log
from typing import TYPE_CHECKING

from rapidfuzz import process
from rapidfuzz.distance import Levenshtein

from extractor.embeddings import frequencies
from extractor.morph import known, lemma
from extractor.repair.channel import edits, likely
from extractor.repair.context import disagreement, fit
from extractor.repair.lexicon import count, genre, genre_lemmas, listed, words
from extractor.repair.rule import Page, stem

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_LONGEST = 40  # no word of the dictionary is longer
_FARTHEST = -24.0
_MOST = 16
# Shares of the mixture that says how likely a word is before it is read.
_AT_LARGE, _GENRE, _GENRE_LEMMA, _HERE, _HERE_STEM = 0.5, 0.3, 0.03, 0.05, 0.02
_RARE_FORM = 0.15
_SHORT_PAGE = 1000
_UNSEEN = 10
_COMMON = 100
_SHORT = 4
NONE = -12.0  # the score of what would come after the only candidate


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that may have been meant, its score (log), and how far it is ahead of the next."""

    word: str
    score: float
    margin: float


@cache
def _by_length() -> dict[int, tuple[list[str], NDArray[np.uint32]]]:
    """Words of each length, and the sets of their letters."""
    lengths: dict[int, list[str]] = {}
    for word in dict.fromkeys([*frequencies(), *genre()]):
        lengths.setdefault(len(word), []).append(word)
    return {length: (words, _letters(words, length)) for length, words in lengths.items()}


def _letters(words: list[str], length: int) -> NDArray[np.uint32]:
    """Of each of equally long words, the set of its letters as bits."""
    import numpy as np  # noqa: PLC0415 - heavy

    codes = np.frombuffer("".join(words).encode("utf-32-le"), dtype=np.uint32).reshape(len(words), length)
    bits: NDArray[np.uint32] = np.bitwise_or.reduce(np.uint32(1) << ((codes - np.uint32(ord("а"))) & np.uint32(31)), axis=1)
    return bits


def _near(word: str, length: int, reach: int) -> list[tuple[str, int]]:
    """Words of `length` at most `reach` letters from `word`, and how far: of those with nearly the same letters the near ones."""
    import numpy as np  # noqa: PLC0415

    if length not in _by_length():
        return []
    words, theirs = _by_length()[length]
    own, longer = _letters([word], len(word))[0], length - len(word)
    more, less = reach + min(0, longer), reach - max(0, longer)  # a letter more is no letter exchanged
    alike = (np.bitwise_count(theirs & ~own) <= more) & (np.bitwise_count(own & ~theirs) <= less)
    choices = [words[at] for at in np.flatnonzero(alike)]
    found = process.extract(word, choices, scorer=Levenshtein.distance, score_cutoff=reach, limit=None)
    return [(other, int(far)) for other, far, _ in found]


def _reach(length: int) -> int:
    """How many letters a word of `length` may differ by: a short one has too many neighbours."""
    return 1 if length < 6 else 2 if length < 9 else 3


@lru_cache(maxsize=20_000)
def candidates(word: str) -> tuple[tuple[str, float], ...]:
    """Known words that a lower-case `word` may stand for, likeliest misreading first, with the log of how likely it is."""
    if len(word) > _LONGEST:
        return ()
    reach = _reach(len(word))
    near = _within(word, reach - 1) if reach > 1 else {}  # a word that differs less shuts out those that differ more
    near = near or _within(word, reach)
    if not near:
        return _compound(word)
    nearest = sorted(near, key=lambda other: (near[other], -count(other)))[:_MOST]
    rated = ((other, likely(word, other)) for other in nearest)
    return tuple(sorted(((other, how) for other, how in rated if how > _FARTHEST), key=lambda rate: -rate[1]))


def _within(word: str, reach: int) -> dict[str, int]:
    """Known words at most `reach` letters, or one confusion, from `word`, and how far."""
    near = {other: 0 for other, _ in edits(word) if _met(other)}
    for length in range(len(word) - reach, len(word) + reach + 1):
        near |= {other: far for other, far in _near(word, length, reach) if other not in near and _met(other)}
    return {other.replace("ё", "е"): far for other, far in near.items() if other != word and not _prefixed(word, other)}


def _met(word: str) -> bool:
    """Whether a word is a candidate: in the dictionary, or one of the genre's stems in a form that the corpus has."""
    return known(word) or (count(word) > 0 and listed(word))


def _dotted(right: str, misread: str) -> str:
    """`right` with the ё that `misread` has in the same place, counted from either end."""
    for seen, back in ((misread, False), (misread[::-1], True)):
        letters = list(right[::-1] if back else right)
        for at, char in enumerate(seen):
            if char == "ё" and letters[at : at + 1] == ["е"]:
                letters[at] = "ё"
        dotted = "".join(reversed(letters) if back else letters)
        if dotted != right:
            return dotted
    return right


def _prefixed(word: str, other: str) -> bool:
    """Whether `word` is `other` with a prefix («подворовых», «дворовых»): a word of the author's."""
    return word.endswith(other) and (word[: -len(other)] in words("prefixes") or word[: -len(other)] in words("function"))


def _compound(word: str) -> tuple[tuple[str, float], ...]:
    """Candidates of a compound whose second part is misread («самообспедования»)."""
    cuts = [cut for cut in range(3, len(word) - 4) if word[:cut] in words("prefixes")]
    return tuple((word[:cut] + other, how) for cut in cuts[-1:] for other, how in candidates(word[cut:]) if count(other) > _COMMON)


@cache
def _stems() -> dict[str, int]:
    stems: dict[str, int] = {}
    for word, times in genre().items():
        stems[stem(word)] = stems.get(stem(word), 0) + times
    return stems


@cache
def _totals() -> tuple[int, int]:
    return sum(frequencies().values()), sum(genre().values())


def expectation(right: str, misread: str, page: Page) -> float:
    """Log of how often `right` would stand in a corpus of navec's size made of the language at large, the genre and this page."""
    at_large, of_genre = _totals()
    here = max(_SHORT_PAGE, page.size)
    form = count(right) / (count(right) + _COMMON)
    same = stem(right) == stem(misread)  # then the page's stem is the misread word itself
    chance = (
        _AT_LARGE * (count(right) + _UNSEEN) / at_large
        + _GENRE * genre().get(right, 0) / of_genre
        + max(_RARE_FORM, form) * _GENRE_LEMMA * genre_lemmas().get(lemma(right), 0) / of_genre
        + _HERE * page.folded[right] / here
        + (0.0 if same else form * _HERE_STEM * (stem(right) in page.stems) / here)
    )
    return log(chance * at_large)


def at_home(right: str, misread: str, page: Page) -> bool:
    """Whether `right` is a word of the genre or of this page (in another form at least); `misread` itself is no evidence of it."""
    here = page.folded[right] > 0 if stem(right) == stem(misread) else stem(right) in page.stems
    return here or (len(right) > _SHORT and stem(right) in _stems())


def best(misread: str, page: Page, around: tuple[str, str] = ("", "")) -> Guess | None:
    """The word meant by a lower-case one between its neighbours; None where nothing is like it."""
    word = misread.replace("ё", "е")
    if word != misread and known(word):  # «Провёдение»
        return Guess(word, -NONE, -NONE)
    fits = {other: fit(other, around) - disagreement(other, around) for other, _ in candidates(word)}
    ranked = sorted(((how + expectation(other, word, page) + fits[other], other) for other, how in candidates(word)), reverse=True)
    if not ranked:
        return None
    score, right = ranked[0]
    return Guess(_dotted(right, misread), score - max(0.0, fits[right]) / 2, score - (ranked[1][0] if len(ranked) > 1 else NONE))
