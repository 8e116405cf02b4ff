"""Reporters render a report, or another answer; nobody pays for those that are not asked."""
