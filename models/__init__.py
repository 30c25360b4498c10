"""The trained models, each in a folder with the script that made it, its figures and its card."""
