"""Roadmaps of Russian municipalities: file bytes in, structured Document out."""
