"""`/interview calibrate`: sample answers are rated, and each rater sees where they stand."""
