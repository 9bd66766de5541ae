"""The state of a team in Slack."""
