"""How residents come in: forms without accounts or puzzles, guarded, worded kindly, and the receipt."""
