"""Calibration: interviewers rate the same sample answers, and see how alike they rate."""
