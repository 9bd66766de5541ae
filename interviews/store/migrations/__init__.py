"""The schema as numbered steps, a file each, that are only ever added to; what is missing is applied as one."""

import pkgutil
from collections.abc import Callable, Sequence
from datetime import datetime
from importlib import import_module
from typing import NamedTuple

from interviews.errors import StoreTooNew
from interviews.store.engines.engine import Engine
from interviews.store.values import new_id, stored_time

LARGEST = 32_000
PREFIX = "s"  # a module's name cannot begin with a figure


class Step(NamedTuple):
    """One change of the schema, under the name by which databases record it."""

    name: str
    apply: Callable[[Engine], None]


def in_order(names: Sequence[str]) -> tuple[str, ...]:
    """The names of the steps, which must be numbered 001, 002 and so on, each number once; else a ValueError."""
    for number, name in enumerate(names, 1):
        if not name.startswith(f"{number:03}_"):
            raise ValueError(
                f"The migration at place {number} is {name}: a number is taken or left out"
            )
    return tuple(names)


def _steps() -> tuple[Step, ...]:
    found = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return tuple(_step(name) for name in in_order([name.removeprefix(PREFIX) for name in found]))


def _step(name: str) -> Step:
    """A module has its statements, or a function that works through the engine where statements do not do."""
    module = import_module(f"{__name__}.{PREFIX}{name}")
    if hasattr(module, "apply"):
        return Step(name, module.apply)

    def execute_all(engine: Engine) -> None:
        for statement in module.STATEMENTS:
            engine.execute(statement)

    return Step(name, execute_all)


STEPS = _steps()
NEWEST = STEPS[-1].name


def migrate(engine: Engine, clock: Callable[[], datetime], upto: str = "") -> tuple[str, ...]:
    """Applies what is missing, in order, as far as `upto` or all, and returns the names of the steps applied.

    Safe under several processes at once: they queue, and the later ones find nothing to do.
    Raises `StoreTooNew` where the database has steps that this release does not know.
    """
    return engine.run_migrations(lambda: _apply_missing(engine, clock, upto))


def _apply_missing(engine: Engine, clock: Callable[[], datetime], upto: str) -> tuple[str, ...]:
    engine.execute(
        "CREATE TABLE IF NOT EXISTS schema_steps (name TEXT PRIMARY KEY, applied_at TEXT NOT NULL)"
    )
    done = applied_steps(engine)
    last = [step.name for step in STEPS].index(upto or STEPS[-1].name)
    missing = [step for step in STEPS[: last + 1] if step.name not in done]
    for step in missing:
        step.apply(engine)
        engine.execute(
            "INSERT INTO schema_steps (name, applied_at) VALUES (:name, :at)",
            {"name": step.name, "at": stored_time(clock())},
        )
    return tuple(step.name for step in missing)


def write_and_take_back(engine: Engine) -> None:
    """Writes as much to the disk as the largest scorecard has, and takes it back; raises what keeps it from that."""
    with engine.transaction():
        row = {"name": new_id(), "at": "x" * LARGEST}
        engine.execute("INSERT INTO schema_steps (name, applied_at) VALUES (:name, :at)", row)
        engine.execute("DELETE FROM schema_steps WHERE name = :name", {"name": row["name"]})


def applied_steps(engine: Engine) -> set[str]:
    """The names of the steps this database has; raises `StoreTooNew` where a newer release added some."""
    done = {row["name"] for row in engine.query("SELECT name FROM schema_steps")}
    unknown = sorted(done - {step.name for step in STEPS})
    if unknown:
        raise StoreTooNew(unknown[-1])
    return done


def is_current(engine: Engine) -> bool:
    """Whether every step has been applied."""
    return "schema_steps" in engine.table_names() and len(applied_steps(engine)) == len(STEPS)
