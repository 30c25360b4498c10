"""The model of like measures: which phrases of different plans do the same thing."""
