"""The catalogue for portals, over OAI-PMH too, and what the dataset says of itself."""
