"""What the program does, as plain functions: the command line translates, these decide."""
