"""The stand-in as tests use it."""
