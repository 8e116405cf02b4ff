"""From events in the store to Measurement records: SQL counts integers, Python decides."""
