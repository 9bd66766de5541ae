"""Reminders of scorecards that are still open: sent, asked for, moved and ended."""
