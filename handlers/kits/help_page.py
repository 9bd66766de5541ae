"""`/interview help` and `/interview roles`: what there is, for somebody who comes for the first time."""

from handlers.context import Context, Payload
from handlers.slack.notices import PRIVATELY, first_that_fits
from handlers.slack.request import Request
from question_bank.lookup import words
from templates.render import render

USAGES = (
    ("ml-engineer [junior|mid|senior] [skill or tag] [45m] [full]", "the interview kit of a role"),
    ("roles", "the roles side by side: which one are you hiring?"),
    ("plan [candidate]", "a panel: who meets the candidate, about what, and when"),
    ("score [candidate]", "the scorecard"),
    ("debrief <candidate>", "what the panel found, once every scorecard is in"),
    ("candidates [open|decided]", "your candidates: what each waits for, or what was decided"),
    ("openings", "what is being filled; and a new opening, with its stages"),
    ("opening <title>", "its candidates by stage, what each waits for, and for how long"),
    ("compare <title>", "its candidates side by side, skill by skill, as far as you may read"),
    (
        "brief <role>",
        "for a job description: what to say, what to leave out, mistakes to check for",
    ),
    ("cv [role]", "what a CV and a portfolio tell"),
    ("term <word>", "what a word means, for interviewers who are no Python experts"),
    ("calibrate [role]", "sample answers to rate, then the key and where you stand"),
    ("mirror", "how you rate, for your own eyes"),
    ("calibrate team", "for leads: several people rate the same answers, blind"),
    (
        "asked <role>",
        "for leads and admins: how often each question was asked, and what came of it",
    ),
    ("search <words>", "questions, answer guides and the glossary"),
    ("settings", "reminders, your weekly digest, your mirror: on or off, and when"),
    ("export <candidate or title>", "for leads: what you may read of them, as files"),
    ("export <candidate> for-them", "all that is held about them, to be handed to them"),
    ("forget <candidate>", "erases a candidate and all that was written about them"),
    ("legal-hold <candidate or title>", "keeps them from being erased, until it is lifted"),
    ("audit [candidate]", "for leads and admins: who did what, whom it was about and when"),
    ("help [commands]", "what the bot does, as buttons; or this list"),
)
SHORTCUTS = (
    ("Score an interview", "your scorecard, from anywhere in Slack"),
    ("Add as evidence", "puts a note that you wrote to me here into your scorecard"),
)
MOST_ROLES = 20  # kits offered as buttons; more are reached by name


def help_page(ctx: Context, request: Request) -> Payload:
    """What the bot can do, as buttons; all that can be typed, where the person asks for the commands."""
    if words(request.text) == ("commands",):
        return PRIVATELY | render("kits/commands", commands=USAGES, shortcuts=SHORTCUTS)
    return PRIVATELY | render("kits/help", roles=ctx.bank.archetypes[:MOST_ROLES])


def roles(ctx: Context, request: Request) -> Payload:
    """The archetypes side by side; those that do not fit on one screen are named."""
    archetypes = ctx.bank.archetypes
    names = [archetype.name for archetype in archetypes]
    return first_that_fits(
        render("kits/roles", roles=archetypes[:count], left_out=names[count:])
        for count in range(len(archetypes), 0, -1)
    )
