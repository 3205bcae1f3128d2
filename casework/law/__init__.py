"""Law as data: catalogue, forms, working days, clocks, deadlines, numbering."""
