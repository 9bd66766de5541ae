"""What hiring leads see and do: lists, debriefs, decisions, digests, the log, erasing."""
