"""SQLite and PostgreSQL behind one protocol."""
