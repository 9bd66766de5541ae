"""What each figure is compared with: a bare app, and bare rows."""
