"""The panel: planned, told, changed, and what each interviewer does with their interview."""
