"""A brief on paper: the value that is laid out, and one module for each format that it is written in."""
