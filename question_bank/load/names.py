"""The names of roles: each belongs to a single role, and a company can take aliases of ours for a role of its own."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from question_bank.bank import name_key, names_of
from question_bank.load.faults import Fault
from question_bank.load.files import BankFile
from question_bank.load.merge import contents
from question_bank.models import Archetype, Extension


def find_role(roles: Iterable[Archetype], name: str) -> Archetype | None:
    """The first role that has this id, name or alias."""
    return next((role for role in roles if name_key(name) in names_of(role)), None)


def release_aliases(files: Sequence[BankFile]) -> list[BankFile]:
    """The files as they are once roles have given up the aliases that extensions take from them."""
    roles = contents(files, Archetype)
    given_up: dict[str, set[str]] = {}
    changed: list[BankFile] = []
    for file in files:
        content = file.content
        if isinstance(content, Extension) and (role := find_role(roles, content.extends)):
            given_up.setdefault(role.id, set()).update(map(name_key, content.without_aliases))
            if content.without_aliases:
                # By its id: the alias by which the file names the role may be among them.
                content = content.model_copy(update={"extends": role.id})
        changed.append(replace(file, content=content))
    return [_release(file, given_up) for file in changed]


def _release(file: BankFile, given_up: dict[str, set[str]]) -> BankFile:
    role = file.content
    if not isinstance(role, Archetype) or role.id not in given_up:
        return file
    kept = tuple(alias for alias in role.aliases if name_key(alias) not in given_up[role.id])
    return replace(file, content=role.model_copy(update={"aliases": kept}))


def alias_faults(files: Sequence[BankFile]) -> Iterator[Fault]:
    """A fault for each alias that is taken from a role that does not have it."""
    roles = contents(files, Archetype)
    for file in files:
        if isinstance(file.content, Extension) and (role := find_role(roles, file.content.extends)):
            aliases = {name_key(alias) for alias in role.aliases}
            for alias in file.content.without_aliases:
                if name_key(alias) not in aliases:
                    problem = (
                        f'"{alias}" is no alias of {role.id}; it has {", ".join(role.aliases)}'
                    )
                    yield Fault(file.name, "without_aliases", problem)


def find_name_clashes(files: Sequence[BankFile]) -> Iterator[Fault]:
    """A fault for each two roles of one name: a single one however many they share, as a copy of a file does."""
    before: list[tuple[BankFile, Archetype]] = []
    for file in files:
        if isinstance(file.content, Archetype):
            for other_file, other in before:
                names = names_of(other)
                if words := [word for word in names_of(file.content) if word in names]:
                    clash = describe_clash(words, other, f"in {name_of_other(file, other_file)}")
                    problem = f"{clash}; {describe_way_out(words, other)}"
                    yield Fault(file.name, file.content.id, problem)
            before.append((file, file.content))


def name_of_other(file: BankFile, other: BankFile) -> str:
    """The name of the other file; "built-in" goes in front where both have the same name."""
    return f"the built-in {other.name}" if other.name == file.name else other.name


def describe_clash(words: Sequence[str], role: Archetype, where: str = "") -> str:
    """Says whose these names are."""
    names = ", ".join(f'"{word}"' for word in words)
    subject = "names or aliases" if words[1:] else "name or alias"
    return (
        f"the {subject} {names} {'are' if words[1:] else 'is'} taken by {role.id} {where}".rstrip()
    )


def describe_way_out(words: Sequence[str], role: Archetype) -> str:
    """What a company can write that wants these names of a role for another."""
    change = f'to change that one, write extends = "{role.id}" in place of id'
    aliases = {name_key(alias) for alias in role.aliases} - {name_key(role.id), name_key(role.name)}
    if not aliases.issuperset(words):
        return change
    names = ", ".join(f'"{word}"' for word in words)
    return (
        f"{change}; to have {'them' if words[1:] else 'it'} for a role of your own, write "
        f'extends = "{role.id}" and without_aliases = [{names}] in another file'
    )
