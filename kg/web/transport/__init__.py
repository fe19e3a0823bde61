"""How requests come in and answers go out: granian in front, three ways to the app behind it."""
