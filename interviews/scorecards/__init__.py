"""Scorecards: drafts, notes, submission, and the same form sent twice."""
