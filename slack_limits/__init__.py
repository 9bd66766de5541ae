"""Slack's limits: one table for each kind of block, element and text. Imports nothing of the project."""
