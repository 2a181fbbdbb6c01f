"""A rating as people and programs read it: table, explanation, JSON lines, CSV."""
