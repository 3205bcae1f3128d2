"""Papers: pages, fonts, documents, the licence file, the spool."""
