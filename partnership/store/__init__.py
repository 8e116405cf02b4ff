"""Where events are kept: private, outside git, read with explicit types and never changed."""
