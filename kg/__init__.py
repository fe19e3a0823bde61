"""Fördergraph: linked open data about who funds digital municipalities in Germany."""
