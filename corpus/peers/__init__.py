"""Other programs of this field beside ours on the same pages; each runs in an environment of its own."""
