"""The transparency report of a period, in every form it is read in."""
