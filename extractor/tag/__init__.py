"""Facts in cleaned text: deadlines, parties, people, organisations, the head of the act."""
