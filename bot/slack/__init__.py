"""The client of Slack's Web API, and the reading of Slack's requests."""
