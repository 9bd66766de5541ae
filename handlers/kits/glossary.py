"""`/interview term`: what a word means, for an interviewer who is no Python expert."""

from handlers.context import Context, Payload
from handlers.kits.help_page import fits
from handlers.slack.notices import PRIVATELY, notice
from handlers.slack.request import Request
from question_bank.bank import Bank
from question_bank.glossary import by_role, find_term, near_terms, role_name
from question_bank.reference import Term
from templates.render import render

SHORTER_LISTS = (None, 100, 50, 20, 5)  # words of each role, until the page fits


def term(ctx: Context, request: Request) -> Payload:
    """The entry of a word, up to three that may have been meant, or all words where none was typed."""
    if not request.text:
        return _all_words(ctx.bank)
    found = find_term(ctx.bank, request.text)
    return _entry(ctx.bank, found) if found else _not_found(ctx.bank, request.text)


def _entry(bank: Bank, found: Term) -> Payload:
    roles = [role_name(bank, field) for field in found.fields]
    return PRIVATELY | render("kits/term", term=found, roles=roles)


def _not_found(bank: Bank, typed: str) -> Payload:
    near = near_terms(bank, typed)
    if near:
        text = f"The glossary does not have “{typed}”. Did you mean one of these?"
        return notice(text, tuple((one.word, f"term {one.word}") for one in near))
    text = f"The glossary does not have “{typed}”, or anything like it."
    return notice(text, (("All words", "term"), ("Search the questions", f"search {typed}")))


def _all_words(bank: Bank) -> Payload:
    lists = by_role(bank)
    for most in SHORTER_LISTS:
        page = PRIVATELY | render("kits/terms", lists=lists, most=most)
        if fits(page):
            break
    return page
