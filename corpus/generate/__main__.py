"""`python -m corpus.generate --set a --layout tabs --damage 0.1 --seed 1 --count 20 -o DIR` writes files with their gold beside them."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from corpus.generate import LAYOUTS, generate


def main() -> None:
    """Write `count` documents a layout, seeds `seed`, `seed` + 1, …"""
    parser = argparse.ArgumentParser(prog="python -m corpus.generate", description=__doc__)
    parser.add_argument("--set", dest="set_", choices=("a", "b"), default="a", help="a: to develop on; b: only for reported figures")
    parser.add_argument("--layout", choices=("all", *LAYOUTS), default="all")
    parser.add_argument("--damage", type=float, default=0.0, help="share of rows that the scan spoils, 0..1")
    parser.add_argument("--misreads", type=float, default=0.0, help="share of letters that the scan misreads, 0..1")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=1, help="documents a layout")
    parser.add_argument("-o", "--out", type=Path, required=True)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    for layout in LAYOUTS if args.layout == "all" else (args.layout,):
        for seed in range(args.seed, args.seed + args.count):
            sample = generate(args.set_, layout, seed, args.damage, args.misreads)
            (args.out / sample.name).write_bytes(sample.data)
            gold = args.out / f"{Path(sample.name).stem}.gold.json"
            gold.write_text(json.dumps(sample.gold, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
