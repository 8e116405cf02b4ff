"""What leaves the repository: messages about what is owed."""
