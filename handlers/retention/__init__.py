"""Handlers of what is kept, for how long, and what may not be erased."""
