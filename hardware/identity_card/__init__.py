"""Identity cards: the frames of the security module in the reader, and the text record."""
