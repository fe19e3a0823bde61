"""The words of the pages in German and English, and how numbers and days are written. Pure."""
