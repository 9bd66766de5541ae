"""Lists the drafts of a bank in a few lines: how many of each kind, and the first of them."""

from collections.abc import Iterator, Sequence

from question_bank.load.drafts import Outline
from question_bank.load.faults import Fault
from question_bank.load.files import BankFile

MOST_NAMED = 3


def draft_lines(files: Sequence[BankFile]) -> Iterator[Fault]:
    """A line for each file and each thing that is lacking; one more where nothing of a role is finished yet."""
    for file in files:
        for kind, lacks in dict.fromkeys((draft.kind, draft.lacks) for draft in file.drafts):
            ids = [draft.id for draft in file.drafts if (draft.kind, draft.lacks) == (kind, lacks)]
            names = ", ".join(f'"{entry_id}"' for entry_id in ids[:MOST_NAMED])
            more = f" and {len(ids) - MOST_NAMED} more" if ids[MOST_NAMED:] else ""
            yield Fault(file.name, f"{kind} that {lacks}", f"{len(ids)}: {names}{more}")
        if isinstance(file.content, Outline):
            problem = "stays out as a whole until a skill of its own, and a question about it, are finished"
            yield Fault(file.name, file.content.id, problem)
