"""The pages in a real browser. A package, so that the browser ends before other tests begin."""
