"""The trained party tagger: cells to train on, the comparison with the rules, what came of it."""
