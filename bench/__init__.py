"""The price of extraction, in ratios: each figure holds two things against each other in one run, in processor time."""
