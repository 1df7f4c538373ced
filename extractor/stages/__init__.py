"""Stages: one a file, each a pure function over the layout with a thin spaCy component around it."""
