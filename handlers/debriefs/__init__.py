"""The debrief, the line on overdue scorecards, and the weekly digest."""
