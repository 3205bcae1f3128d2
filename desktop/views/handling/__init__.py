"""办理: how a case that was received goes on at the window; each flow adds its verbs."""
