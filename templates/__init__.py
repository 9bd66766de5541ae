"""Slack out: every word and block that people see, and the one table of what Slack accepts."""
