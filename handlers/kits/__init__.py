"""What the question bank gives: kits, questions, advice, words."""
