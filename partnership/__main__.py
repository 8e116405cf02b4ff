"""Lets `python -m partnership` run the command line."""

from partnership.cli import main

main()
