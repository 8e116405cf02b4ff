"""The two-way scorecard of a period, in every form it is read in."""
