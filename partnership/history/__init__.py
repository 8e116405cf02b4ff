"""The trail in git: who changed which term, when, and how it got there."""
