"""What people decide, what waits for them, documents read anew, and how any line came to be what it is."""
