"""Cards as data, the module that would read them, and the readers they lie on."""
