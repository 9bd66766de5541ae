"""A person's candidates: lists, finding one by name, the log, erasure."""
