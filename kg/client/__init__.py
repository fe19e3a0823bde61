"""Ask a server of the Fördergraph from Python; `docs/client.md` shows how."""

from kg.client.asking import Client

__all__ = ["Client"]
