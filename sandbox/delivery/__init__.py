"""Requests to the bot, over HTTP and Socket Mode."""
