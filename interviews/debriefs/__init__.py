"""The debrief and the weekly digest as pure functions, and who could read whose scorecards since when."""
