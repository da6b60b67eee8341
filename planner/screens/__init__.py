"""The desk screens: what the planner sees. Thin; every rule lives further in."""
