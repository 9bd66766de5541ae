"""`doctor`: one module for each kind of thing that the bot needs, and what mends it."""
