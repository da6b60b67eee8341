"""Readers of public instance files, one module per format; each says file and line when a file is damaged."""
