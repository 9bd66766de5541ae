"""What the Home tab shows, and the jobs that keep it current."""
