"""What the tests share. A fixture's name says its state; nothing here is changed by a test."""
