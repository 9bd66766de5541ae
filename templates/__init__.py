"""Slack out: every word and block that people see."""
