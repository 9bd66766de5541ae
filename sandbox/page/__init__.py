"""A page in the browser that plays the Slack client of everybody in the team."""
