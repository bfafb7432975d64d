"""What is handed in to a server is read, one document after the other, while its pages go on answering."""
