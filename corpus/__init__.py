"""Own-written orders with gold, the generator of more, and the runner of the scorer."""
