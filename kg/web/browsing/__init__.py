"""Lists of things with facets: what may be narrowed, sorted and taken along. One table of them."""
