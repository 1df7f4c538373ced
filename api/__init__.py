"""The outside: the command line; what it does stands in `api.actions`."""
