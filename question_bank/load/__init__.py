"""Reading a bank from TOML."""
