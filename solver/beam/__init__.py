"""The best route of one shift, by labels: exact when nothing had to be dropped."""
