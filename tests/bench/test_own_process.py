import os
from dataclasses import dataclass

import pytest

from bench.own_process import EngineFailedError, EngineProcess
from bench.week import EveningWeek


@dataclass(frozen=True)
class Fails:
    """A recipe that cannot be cooked."""

    dies: bool

    def problem(self):
        if self.dies:
            os._exit(7)
        raise ValueError("no such file")


def test_an_engine_answers_from_its_own_process_and_survives_faults_of_others():
    week = EveningWeek(10, 2, 1, seed=1)
    with EngineProcess("greedy") as process:
        before = process.measure(week, 1.0, 0)
        with pytest.raises(EngineFailedError, match="ValueError: no such file"):
            process.measure(Fails(dies=False), 1.0, 0)
        with pytest.raises(EngineFailedError, match="died with code 7"):
            process.measure(Fails(dies=True), 1.0, 0)
        after = process.measure(week, 1.0, 0)
    assert before.sequences == after.sequences
    assert before.spent.peak_mb > 1
