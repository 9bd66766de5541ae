"""`/interview term` and `/interview search`: the glossary, and full-text search over questions and answer guides."""

from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, first_that_fits, not_found, notice
from handlers.slack.request import Request
from question_bank.bank import Bank
from question_bank.glossary import by_role, find_term, near_terms, role_name
from question_bank.reference import Term
from question_bank.search import index_of
from templates.render import render

SHORTER_LISTS = (None, 100, 50, 20, 5)  # words of each role, until the page fits
EXAMPLES = ("drift", "slow query", "on call")


def term(ctx: Context, request: Request) -> Payload:
    """The entry of a word, up to three that may have been meant, or all words where none was typed."""
    if not request.text:
        return _all_terms(ctx.bank)
    entry = find_term(ctx.bank, request.text)
    return _entry(ctx.bank, entry) if entry else _no_term(ctx.bank, request.text)


def _entry(bank: Bank, entry: Term) -> Payload:
    roles = [role_name(bank, field) for field in entry.fields]
    return PRIVATELY | render("kits/term", term=entry, roles=roles)


def _no_term(bank: Bank, word: str) -> Payload:
    near = near_terms(bank, word)
    if near:
        text = f"The glossary does not have “{word}”. Did you mean one of these?"
        return not_found(text, tuple((entry.word, f"term {entry.word}") for entry in near))
    text = f"The glossary does not have “{word}”, or anything like it."
    search_for_it = (("Search the questions", f"search {word}"),) if _hits(bank, word) else ()
    return not_found(text, (("All words", "term"), *search_for_it))


def _all_terms(bank: Bank) -> Payload:
    sections = by_role(bank)
    return first_that_fits(
        render("kits/terms", sections=sections, most=most) for most in SHORTER_LISTS
    )


def search(ctx: Context, request: Request) -> Payload:
    """The best hits, each with a button that opens it, and how many more there are."""
    if not request.text:
        examples = tuple((words, f"search {words}") for words in EXAMPLES if _hits(ctx.bank, words))
        return notice("What should I search the questions for? For example:", examples)
    results = index_of(ctx.bank).search(request.text)
    if not results.hits:
        text = f"No question, guide or glossary entry has “{request.text}”."
        return not_found(text, (("All words of the glossary", "term"), ("All roles", "roles")))
    return PRIVATELY | render("kits/search_results", results=results)


def _hits(bank: Bank, text: str) -> bool:
    return bool(index_of(bank).search(text).hits)
