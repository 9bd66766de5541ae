"""`/interview openings` and `/interview opening`: what is being filled, and how its candidates get on."""
