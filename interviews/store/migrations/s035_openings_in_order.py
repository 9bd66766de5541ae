"""Openings in the order in which they are listed, so that a list need not read all of them."""

STATEMENTS = (
    """CREATE INDEX job_openings_in_order
        ON job_openings (team_id, (closed_at IS NOT NULL), created_at DESC, id DESC)""",
)
