"""What the Home tab shows, and the jobs by which it follows."""
