"""The archive knows: records, people, transcripts, consent and rights."""
