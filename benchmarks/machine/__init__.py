"""The servers of a run, where they run, and what they take of the machine."""
