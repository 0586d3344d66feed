"""Transcripts in the forms people really have: read, checked, written again, matched with an earlier version.

Pure: no Django, no database. `api.parse` reads, `serialise` writes, `match.align` decides which cue keeps which
stable id.
"""
