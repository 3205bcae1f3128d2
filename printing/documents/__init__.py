"""One module for each paper: what it says in which order; the layout is ``printing.page``."""
