"""Slack in: one module for each thing a person does; `register` is the table of contents."""

from handlers.registration import register

__all__ = ["register"]
