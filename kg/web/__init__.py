"""The glass in front of the graph: requests in, representations out. Nothing here can write."""
