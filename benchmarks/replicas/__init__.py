"""Bots that are killed, and lose database, disk, clock and Slack, while people work: what is lost, and for how long."""
