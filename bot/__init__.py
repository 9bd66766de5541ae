"""Runs it: settings, the composition root, servers, the command line and background jobs."""
