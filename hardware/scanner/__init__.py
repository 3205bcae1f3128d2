"""Pages: from a scanner behind its driver, and from files somebody brings."""
