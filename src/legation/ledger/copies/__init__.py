"""One story in several papers: which documents are copies, cuts, updates or corrections of which. Pure."""
