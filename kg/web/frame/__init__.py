"""What every view stands on: the site, its documents and responses, and the queries of pages."""
