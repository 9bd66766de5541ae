"""What a company is filling: openings with their stages, and how the candidates in them get on."""
