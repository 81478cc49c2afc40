"""Search all properties at random, ten times as many examples as in the gate.

``make fuzz`` searches once, ``make fuzz MINUTES=60`` again and again until an hour is over,
``make fuzz SEED=7`` searches as the run did that said "seed 7". What is found stands in the
output with a line ``@reproduce_failure(...)`` and the seed that finds it again.
"""

import argparse
import os
import random
import subprocess
import sys
import time


def search(seed: int, paths: list[str]) -> bool:
    """Try every property once; say how to find again what was found."""
    print(f"\n=== seed {seed}: make fuzz SEED={seed} ===", flush=True)
    command = [sys.executable, "-m", "pytest", "-q", "-m", "hypothesis", "-p", "no:cacheprovider"]
    found = subprocess.run(
        [*command, f"--hypothesis-seed={seed}", *paths],
        env=os.environ | {"CNNVIZ_EXAMPLES": "fuzz"},
        check=False,
    ).returncode
    if found:
        print(f"=== found with seed {seed}; again: make fuzz SEED={seed} ===", flush=True)
    return found != 0


def main() -> int:
    """Search until the time is over; fail where anything was found."""
    reader = argparse.ArgumentParser(description=__doc__)
    reader.add_argument("--minutes", type=float, default=0)
    reader.add_argument("--seed", type=int)
    reader.add_argument("paths", nargs="*", default=["tests"])
    asked = reader.parse_args()
    end, seeds, failed = time.monotonic() + 60 * asked.minutes, 0, []
    while not seeds or (asked.seed is None and time.monotonic() < end):
        seed = random.randrange(2**32) if asked.seed is None else asked.seed
        seeds += 1
        if search(seed, asked.paths):
            failed.append(seed)
    print(f"\n=== {seeds} seeds, {len(failed)} with findings: {failed} ===")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
