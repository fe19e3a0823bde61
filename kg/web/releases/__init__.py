"""What is published: dumps, differences, the change feed, the page of the data, how to cite it."""
