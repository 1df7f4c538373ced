"""The page: what analysts see in a browser, thin over the same actions as the API and the command line."""
