"""What pages read from the data, as plain values. Knows no Flask."""
