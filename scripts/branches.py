"""Hold the branches by themselves to what pyproject.toml wants: coverage's own `fail_under` counts the lines in.

`scripts/test --coverage` runs it, in the environment and at the root, once the measured data are combined.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path


def main() -> int:
    """Print how many branches the tests reach; 1 when they are too few."""
    from coverage import Coverage

    measured = Coverage()
    measured.load()
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "coverage.json")
        measured.json_report(outfile=str(file))
        totals = json.loads(file.read_bytes())["totals"]
    line, enough = verdict(totals, float(str(measured.get_option("report:fail_under"))))
    print(line)
    return 0 if enough else 1


def verdict(totals: Mapping[str, int], wanted: float) -> tuple[str, bool]:
    """Return what coverage's totals say of the branches, and whether it's enough; without a branch it never is."""
    reached, known = totals["covered_branches"], totals["num_branches"]
    line = f"{reached} of {known} branches, {reached / max(known, 1):.2%}; {wanted:g}% are wanted"
    return line, bool(known) and reached * 100 >= wanted * known


if __name__ == "__main__":
    sys.exit(main())
