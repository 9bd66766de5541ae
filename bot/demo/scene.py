"""The small company of the demo: who works there, what the bot offers them, and the guided minute."""

from sandbox.page import scene as page
from templates.ids import Shortcut

ADA, GRACE, ALAN, HEDY, EDSGER, CHARLES = (
    "U0ADA", "U0GRACE", "U0ALAN", "U0HEDY", "U0EDSGER", "U0CHARLES",
)  # fmt: skip
BANK_ROOM = "question-bank"

SCENE = page.Scene(
    team="Analytical Engines",
    bot="interview",
    people=(
        page.Person(id=ADA, name="Ada Lovelace", role="hiring lead", tz="Europe/London"),
        page.Person(id=GRACE, name="Grace Hopper", role="interviewer", tz="America/New_York"),
        page.Person(id=ALAN, name="Alan Turing", role="interviewer", tz="Europe/London"),
        page.Person(id=HEDY, name="Hedy Lamarr", role="interviewer", tz="Europe/Vienna"),
        page.Person(id=EDSGER, name="Edsger Dijkstra", role="admin", tz="Europe/Amsterdam"),
        page.Person(id=CHARLES, name="Charles Babbage", role="on no panel", tz="Europe/London"),
    ),
    rooms=(page.Room(name=BANK_ROOM, members=(ADA, GRACE, ALAN, HEDY), with_bot=True),),
    commands=(
        page.Command(
            command="/interview",
            description="Prepare an interview, score it, read the debrief",
            hint="[role | score | debrief | help]",
        ),
    ),
    shortcuts=(
        page.Shortcut(callback_id=Shortcut.SCORE, name="Score an interview"),
        page.Shortcut(callback_id=Shortcut.EVIDENCE, name="Add as evidence", on_messages=True),
    ),
    guide=(
        page.Step(
            title="Get a kit",
            sentence="You are Ada, a hiring lead, with an ML engineer to interview in five minutes.",
            fill="/interview ml-engineer senior",
            until=page.Until(command=r"/interview ml-engineer.*"),
        ),
        page.Step(
            title="Open a question",
            sentence="Press Open beside one: follow-ups, red flags, and what is fine to miss.",
            until=page.Until(opened="question"),
        ),
        page.Step(
            title="Score somebody",
            sentence="Pippi was interviewed this morning. Each rating has its anchors beside it.",
            fill="/interview score Pippi Longstocking",
            until=page.Until(opened="scorecard"),
        ),
        page.Step(
            title="Save the card",
            sentence="Rate a skill, vote, save. Close the form half-way if you like: it comes back.",
            until=page.Until(accepted="scorecard"),
        ),
        page.Step(
            title="Read a debrief",
            sentence="All of Sherlock's interviewers have scored, and two of them disagree.",
            fill="/interview debrief Sherlock Holmes",
            until=page.Until(command=r"/interview debrief .+"),
        ),
        page.Step(
            title="Be somebody else",
            sentence="Charles is on no panel: for him there is no such debrief. Edsger is the admin.",
            until=page.Until(user=CHARLES),
        ),
    ),
    ending="That was the minute. Look around as long as you like: move the clock on and be reminded, "
    "plan a panel, type /interview help. For your own Slack: ./interview run says what it needs.",
)
