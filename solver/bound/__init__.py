"""How far from the best possible is a plan? A lower bound on the cost of every plan, by column generation."""

from solver.bound.proof import bound
from solver.bound.result import Bound

__all__ = ["Bound", "bound"]
