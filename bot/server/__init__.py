"""Ways in: HTTP, Socket Mode, the health pages, and the checks before a start."""
