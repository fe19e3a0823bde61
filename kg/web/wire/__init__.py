"""What HTTP decides about requests and replies. Pure: knows no Flask."""
