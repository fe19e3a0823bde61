"""The SPARQL endpoint, the page and editor of queries, and their permalinks."""
