"""The lexicon under curators' hands: which edition is in use, what a change does, how the index follows, files in and
out."""
