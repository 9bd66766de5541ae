"""The form of a plan: its state, its checks, and what two leads change in it at once."""
