"""The stand-in for tests."""
