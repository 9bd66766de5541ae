"""What happened: candidates, panels, scorecards and debriefs, who may see what, and the store that keeps it."""
