"""A cascade of small rules over tokens: each rule is a pattern over their codes and a builder of what it stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractor import trace
from extractor.tag.deadlines.values import Draft, Stretch, Token

Builder = Callable[[Sequence[Token]], Token | Sequence[Token] | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """Where the codes match `pattern`, `build` gives the tokens that replace them, or None to leave them."""

    pattern: re.Pattern[str]
    build: Builder

    @property
    def name(self) -> str:
        """The builder's own name."""
        return self.build.__name__.strip("_")


def rule(pattern: str) -> Callable[[Builder], Rule]:
    """Make a builder the rule of `pattern`."""
    return lambda build: Rule(re.compile(pattern), build)


def rewrite(tokens: Sequence[Token], rules: Sequence[Rule]) -> list[Token]:
    """`tokens` after every rule in turn, each from left to right."""
    tokens = list(tokens)
    codes = "".join(token.code for token in tokens)
    for each in rules:
        found = each.pattern.search(codes)
        while found is not None:
            start, end = found.span()
            built = each.build(tokens[start:end])
            at = start + 1
            if built is not None:
                new = [built] if isinstance(built, Token) else list(built)
                trace.fired(f"deadline.{each.name}", None, codes[start:end])
                tokens[start:end] = new
                codes = codes[:start] + "".join(token.code for token in new) + codes[end:]
                at = start + len(new)
            found = each.pattern.search(codes, at)
    return tokens


def whole(found: Sequence[Token], code: str, *, stretch: Stretch | None = None, draft: Draft | None = None, number: int = 0) -> Token:
    """One token for all of `found`."""
    return Token(code, found[0].start, found[-1].end, number, stretch or Stretch(), draft or Draft())


def recode(token: Token, code: str) -> Token:
    """The same token under another code."""
    return replace(token, code=code)
