"""Slack in: one module for each thing a person does; `registration` is the table of contents."""
