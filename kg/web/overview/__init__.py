"""The start page, and the page of the data's quality."""
