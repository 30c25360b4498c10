"""The debug view: every rule that fires says its name, where, and on what."""

from __future__ import annotations

import logging

_log = logging.getLogger("dorkarta.rules")


def fired(rule: str, at: int | None, what: str) -> None:
    """Say that `rule` fired at offset `at` of the text as read (None where it has no place), on `what`."""
    if _log.isEnabledFor(logging.DEBUG):
        _log.debug("%s\t%s\t%s", rule, "-" if at is None else at, what)
