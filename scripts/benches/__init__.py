"""The benchmarks, a module each: `scripts/bench NAME` runs `benches/NAME.py`."""
