"""What is known beforehand: states and who acts for them, bodies, verbs, units. Data files, and their loading."""
