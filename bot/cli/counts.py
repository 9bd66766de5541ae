"""Numbers with their nouns, for whoever reads the terminal."""


def quantity(number: int, noun: str) -> str:
    """The number and its noun, in the plural where it is not one: `1 fault`, `2 faults`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
