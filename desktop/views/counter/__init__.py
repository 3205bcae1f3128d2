"""The counter: one application from the card on the reader to the paper in hand."""
