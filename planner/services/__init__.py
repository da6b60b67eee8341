"""One function per use case, one transaction each; the only callers of the solver and the maps."""
