"""What is kept: the tables, the record, what is derived from it, and how both are looked up."""
