"""The vocabulary of the templates: blocks, elements, phrases, escaping."""
