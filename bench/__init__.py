"""The benchmark: this server beside others. `docs/performance.md` says how to read it."""
