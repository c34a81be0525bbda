"""Judge: what grading imports."""

__all__: list[str] = []
