"""What Slack remembers of a team."""
