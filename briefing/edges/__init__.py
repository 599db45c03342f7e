"""Everything impure: files, child processes, the cache."""
