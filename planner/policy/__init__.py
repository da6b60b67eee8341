"""The decisions: gate, priority, chance at home, follow-up. Pure functions of domain objects."""
