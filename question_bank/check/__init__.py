"""The check of a bank: faults and warnings."""
