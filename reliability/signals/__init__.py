"""The signals: what a family reads in one document, as features with evidence."""
