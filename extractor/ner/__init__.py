"""The statistical stage: a linear-chain CRF over the syllables of a sentence, its training and its shipped weights."""
