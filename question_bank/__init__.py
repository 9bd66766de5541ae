"""What to ask: archetypes, questions and answer guides as TOML, their models, and how they are found."""
