"""``python -m planner backup | restore | rebuild | copy``: looking after the record."""

import argparse
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from rich.console import Console

from planner.domain.errors import PlannerError
from planner.domain.week import AMSTERDAM
from planner.settings import Settings
from planner.store import Contents, Store, back_up, copy_record, restore

Run = Callable[[argparse.Namespace, Console], None]


def add_record(commands: Any) -> None:  # noqa: ANN401 - argparse has no public name for it
    """Add the commands to a parser."""
    _add(commands, "backup", "een reservekopie maken terwijl anderen doorwerken", _backup).add_argument(
        "file", type=Path, metavar="FILE"
    )
    _add(
        commands, "restore", "een reservekopie terugzetten; wat er stond wordt bewaard", _restore
    ).add_argument("file", type=Path, metavar="FILE")
    rebuild = _add(commands, "rebuild", "opnieuw maken wat uit het logboek volgt", _rebuild)
    rebuild.add_argument("--check", action="store_true", help="alleen kijken; fout als er verschil is")
    _add(commands, "copy", "alles overzetten naar een lege database", _copy).add_argument(
        "target", metavar="URL"
    )


def _add(commands: Any, name: str, words: str, run: Run) -> argparse.ArgumentParser:  # noqa: ANN401
    command: argparse.ArgumentParser = commands.add_parser(name, help=words)
    command.add_argument(
        "--store", type=Path, metavar="F", help="het bestand; anders AVONDRONDE_DATABASE of AVONDRONDE_STORE"
    )
    command.set_defaults(run=run)
    return command


def _backup(options: argparse.Namespace, console: Console) -> None:
    store = _open(options)
    try:
        found = back_up(store, options.file)
    finally:
        store.close()
    console.print(f"Reservekopie gemaakt en nagekeken: {_told(found)}.")


def _restore(options: argparse.Namespace, console: Console) -> None:
    found = restore(_where(options), options.file, datetime.now(AMSTERDAM))
    console.print(f"Teruggezet en nagekeken: {_told(found.contents)}.")
    if found.kept is not None:
        console.print(f"Wat er eerst stond, is bewaard in {found.kept.name}.")


def _rebuild(options: argparse.Namespace, console: Console) -> None:
    store = _open(options)
    try:
        if options.check:
            with store.reading() as record:
                wrong = len(set(record.states()).symmetric_difference(record.states_from_log()))
            if wrong:
                raise PlannerError(f"{wrong} standen kloppen niet met het logboek. Maak ze opnieuw: rebuild.")
            console.print("Alles klopt met het logboek.")
            return
        console.print(f"Opnieuw gemaakt uit het logboek; {store.rebuild()} rijen waren anders.")
    finally:
        store.close()


def _copy(options: argparse.Namespace, console: Console) -> None:
    source, target = _open(options), Store(options.target, rules=Settings.from_env().rules)
    try:
        console.print(f"Overgezet en geteld: {_told(copy_record(source, target))}.")
    finally:
        source.close()
        target.close()


def _open(options: argparse.Namespace) -> Store:
    where = _where(options)
    if isinstance(where, Path) and not where.exists():
        raise PlannerError(f"Het bestand {where} bestaat niet.")
    return Store(where, rules=Settings.from_env().rules)


def _where(options: argparse.Namespace) -> Path | str:
    chosen: Path | None = options.store
    return chosen if chosen is not None else Settings.from_env().record


def _told(found: Contents) -> str:
    return f"{found.of('dossier')} dossiers, {found.of('event')} gebeurtenissen, {found.of('plan')} plannen"
