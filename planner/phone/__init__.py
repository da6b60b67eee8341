"""The coach's phone: the route sheet that opens without a network."""
