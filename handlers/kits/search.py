"""`/interview search`: full-text search over questions, answer guides and the glossary."""

from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request
from question_bank.search import index_of
from templates.render import render

EXAMPLES = ("drift", "slow query", "on call")


def search(ctx: Context, request: Request) -> Payload:
    """The best hits, each with a button that opens it, and how many more there are."""
    if not request.text:
        tried = tuple((words, f"search {words}") for words in EXAMPLES)
        return notice("What should I search the questions for? For example:", tried)
    found = index_of(ctx.bank).search(request.text)
    if not found.hits:
        text = f"No question, guide or glossary entry has “{request.text}”."
        return notice(text, (("All words of the glossary", "term"), ("All roles", "roles")))
    return PRIVATELY | render("kits/search_results", found=found)
