"""A plan stores the stamp of its rules: it must say the same on every day and machine."""

import os
import subprocess
import sys


def test_the_stamp_of_the_rules_is_the_same_in_every_process() -> None:
    ask = "from planner.policy.rules_file import shipped_rules; print(shipped_rules().stamp)"
    told = {
        subprocess.run(
            [sys.executable, "-c", ask],
            env={**os.environ, "PYTHONHASHSEED": str(seed)},
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        for seed in range(4)
    }
    assert len(told) == 1
