"""What the demo plays: a company, its story, and a bank that is read again when it is saved."""
