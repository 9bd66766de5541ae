"""Reminders: when they come, to whom, and in which hours."""
