"""Queries in processes of their own, which may be killed: the only limit that always holds."""
