"""The hub's web pages: the cases of the hall as readable stories, devices, the public check."""
