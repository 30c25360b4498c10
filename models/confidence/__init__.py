"""The model of confidence: how likely a row, or a cell of it, is right, given what speaks against it."""
