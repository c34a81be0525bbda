"""What the project's own set-up needs; it is not shipped."""
