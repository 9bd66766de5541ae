"""The scorecard: opened, saved while it is typed, added to from notes, checked and sent."""
