"""navec, the word vectors that natasha ships: 250,000 words of news and web text, 300 dimensions, with counts."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from navec import Navec


@cache
def navec() -> Navec:
    """The vectors, loaded once a process (about 50 MB, 0.3 s)."""
    from navec import Navec  # noqa: PLC0415 - heavy

    return Navec.load(embeddings_file())


def embeddings_file() -> Path:
    """Where natasha keeps them."""
    spec = find_spec("natasha")
    folder = Path(spec.origin or "").parent / "data" / "emb" if spec else Path()
    return next(folder.glob("navec_*.tar"), folder / "navec.tar")


@cache
def frequencies() -> dict[str, int]:
    """Word → how often it stands in navec's corpus."""
    vocab = navec().vocab
    return dict(zip(vocab.words, (int(n) for n in vocab.counts), strict=True))
