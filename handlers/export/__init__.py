"""`/interview export`: a lead has what they may read of a candidate, or of all their candidates in an opening."""
