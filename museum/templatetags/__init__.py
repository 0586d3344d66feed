"""Tags and filters of the museum's templates: display only."""
