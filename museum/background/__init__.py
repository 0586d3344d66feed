"""What happens while nobody waits: queues of tasks, the outbox of the search, and regular rounds."""
