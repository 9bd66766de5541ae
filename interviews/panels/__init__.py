"""Panels: the plan, its changes, hiring leads, and people who leave."""
