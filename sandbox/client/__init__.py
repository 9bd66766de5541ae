"""What a person's Slack client does and shows."""
