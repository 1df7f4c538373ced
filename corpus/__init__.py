"""Documents in, gold records and scores: siblings of the extractor, which they never import."""
