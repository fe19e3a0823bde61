"""The documents of things and graphs, and their link sets."""
