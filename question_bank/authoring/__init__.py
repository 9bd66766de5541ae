"""Tools for bank authors: a file to begin with, figures, differences, the printed kit."""
