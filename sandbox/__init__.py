"""A stand-in for Slack that speaks real HTTP and sockets, to try, show and test any Bolt app."""
