"""What the servers are loaded with: what people send, and how."""
