"""Finding, adding and erasing candidates."""
