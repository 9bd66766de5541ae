"""Reads what Slack sends and answers it: requests, fields, notices, messages, people and channels."""
