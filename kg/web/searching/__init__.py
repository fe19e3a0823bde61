"""Search, and the reconciliation of tables with the data."""
