"""The product: who is visited, why, when, by whom, and what came of it."""
