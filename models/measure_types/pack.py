"""Packing: a model's stored parts → skops bytes that are the same for the same parts."""

from __future__ import annotations

import io
import re
import zipfile
from typing import Any

from skops.io import dumps

_ID = re.compile(r'("__id__": )(\d+)')
_FILE = re.compile(r"(\d+)\.npy")
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(state: dict[str, Any]) -> bytes:
    """skops names arrays by their place in memory and dates the entries; both are replaced by what does not change."""
    numbers: dict[str, str] = {}

    def steady(number: str) -> str:
        return numbers.setdefault(number, str(len(numbers) + 1))

    with zipfile.ZipFile(io.BytesIO(dumps(state))) as raw:
        entries = {name: raw.read(name) for name in raw.namelist()}
    schema = entries.pop("schema.json").decode()
    schema = _FILE.sub(lambda found: f"{steady(found[1])}.npy", schema)
    schema = _ID.sub(lambda found: found[1] + steady(found[2]), schema)
    named = {_FILE.sub(lambda found: f"{steady(found[1])}.npy", name): data for name, data in entries.items()}
    return _zip({**dict(sorted(named.items())), "schema.json": schema.encode()})


def _zip(entries: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in entries.items():
            packed.writestr(zipfile.ZipInfo(name, _LONG_AGO), data, zipfile.ZIP_DEFLATED, 9)
    return out.getvalue()
