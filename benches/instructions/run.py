#!/usr/bin/env python3
"""Counts the instructions of the SDK's paths and of the compiler, and compares them with what they were.

Times differ from machine to machine and from run to run; counts hardly do. Each path is done a few times and then more
often under callgrind, and the difference is what one time takes. More than 10 % above `counts.json` is an error; so is
more than 25 % below it, because then the file says too little. Another compiler may need the file made anew: `--write`.

    benches/instructions/run.py [--write]
"""

import json
import os
import pathlib
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
COUNTS = HERE / "counts.json"
# How often a path is done in the shorter run and in the longer one.
RUNS = {"sign": (10, 110), "request": (2, 12), "flatten": (2, 12), "validate": (2, 12), "decode": (1, 3), "compile": (1, 2)}
ABOVE, BELOW = 1.10, 0.75


def main():
    environment = {**os.environ, "CARGO_TARGET_DIR": os.environ.get("CARGO_TARGET_DIR", str(HERE.parent / "target"))}
    subprocess.run(["cargo", "build", "--release", "--locked", "--quiet"], cwd=HERE.parent, env=environment, check=True)
    program = pathlib.Path(environment["CARGO_TARGET_DIR"]) / "release" / "kci-benches"
    counts = {path: instructions(program, path, *runs) for path, runs in RUNS.items()}
    if "--write" in sys.argv:
        COUNTS.write_text(json.dumps(counts, indent=2) + "\n")
        return
    expected = json.loads(COUNTS.read_text())
    failed = False
    for path, count in counts.items():
        ratio = count / expected[path]
        verdict = "ok" if BELOW <= ratio <= ABOVE else "MORE than allowed" if ratio > ABOVE else "less: write the file anew"
        failed |= verdict != "ok"
        print(f"{path:10} {count:>12,} instructions, {ratio:.3f} of what it was: {verdict}")
    sys.exit(failed)


def instructions(program, path, few, many):
    """Of doing a path once."""
    return (total(program, path, many) - total(program, path, few)) // (many - few)


def total(program, path, times):
    command = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", program, "count", path, str(times)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stderr
    return int(re.search(r"Collected : (\d+)", output).group(1))


if __name__ == "__main__":
    main()
