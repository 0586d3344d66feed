"""Every public output, walked for content of every state that must not be there.

`planting` writes unmistakable words into every field of a record, whichever fields it has; `outputs` knows every public
address and a test holds it against the URLconf, so that a view nobody thought of here fails the suite.
"""
