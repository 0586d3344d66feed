"""Who is what to whom: kin and the ties of work that the works' families count as much as kin.

Pure: people and ties come in as values. `graph` holds and questions them, `terms` knows the Chinese words for kin,
`tree` orders a family by generation.
"""
