"""Words found in documents and entries, alike on SQLite and PostgreSQL."""
