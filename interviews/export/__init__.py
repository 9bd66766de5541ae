"""What is kept of candidates, for other programs: typed models with a version, as JSON or as CSV."""
