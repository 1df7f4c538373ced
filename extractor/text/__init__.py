"""The text as the stages see it: a matching view over the untouched source, cut into blocks and sentences."""
