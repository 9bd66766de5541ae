"""Every field of every form, declared once, in the order in which it stands there; handlers fill and read them."""

from dataclasses import replace

from templates.ids import Act
from templates.macros.inputs import (
    Choice,
    Input,
    Moment,
    Number,
    People,
    Person,
    PrivateChannel,
    Several,
    Switch,
    Text,
)
from templates.macros.phrases import LADDER, LEVELS, OUTCOMES, VOTES, WEEKDAYS

NAME_LENGTH = 120
MOST_LEADS = 12  # the form remembers each of them, and Slack lets it remember 3,000 characters
MOST_INTERVIEWERS = 12  # three blocks each, and Slack shows 100
MOST_FOCUS = 3  # skills of one interviewer: fewer are rated better
LEAST_MINUTES, MOST_MINUTES = 10, 480
NEW = "new"
"""Stands for a candidate who is not there yet, among the ids of those who are."""

CANDIDATE = Choice(
    name="candidate_id", block="candidate", label="Candidate", optional=False, dispatches=True
)
NAME = Text(
    name="name", label="Name of the candidate", optional=False, lines=False, most=NAME_LENGTH
)
LEVEL = Choice(
    name="level",
    label="Target level of this search",
    choices=LEVELS,
    optional=False,
    placeholder="Which level is being hired?",
)

# The plan: a field of PLAN_VALUES is one value, in PLAN_PEOPLE it is people, and each seat has its own of PLAN_SEAT.
PLAN_CANDIDATE = replace(CANDIDATE, action=Act.PLAN_CHANGED, nothing=NEW)
PLAN_ROLE = Choice(
    name="archetype_id", block="role", label="Role", action=Act.PLAN_CHANGED, optional=False,
    dispatches=True,
)  # fmt: skip
PLAN_NEW: tuple[Input, ...] = (NAME, PLAN_ROLE, LEVEL)
LEADS = People(
    name="leads",
    label="Hiring leads",
    optional=False,
    placeholder="Who decides",
    hint="They decide, and get the debrief.",
)
PANEL = People(
    name="panel",
    label="Interviewers",
    action=Act.PLAN_CHANGED,
    optional=False,
    dispatches=True,
    placeholder="People on the panel",
    hint="Three or four are enough. Whoever is taken out here is told that the interview is off.",
)
PLAN_PEOPLE: tuple[Input, ...] = (LEADS, PANEL)
FOCUS = Several(
    name="focus",
    label="Looks at",
    action=Act.PLAN_CHANGED,
    optional=False,
    dispatches=True,
    placeholder="Two or three skills",
    most=MOST_FOCUS,
)
STARTS = Moment(name="starts", label="Starts")
PLAN_SEAT: tuple[Input, ...] = (FOCUS, STARTS)
MINUTES = Number(
    name="minutes",
    label="Minutes of each interview",
    optional=False,
    least=LEAST_MINUTES,
    most=MOST_MINUTES,
)
DUE = Moment(
    name="due_at",
    block="due",
    label="Scorecards are due",
    hint="Leads are told then who is missing. Without it, reminders still follow each interview.",
)
CHANNEL = PrivateChannel(
    name="digest_channel",
    block="channel",
    label="Where the debrief goes",
    placeholder="To the leads by direct message",
    hint="A private channel that this bot is in, or nothing. Everybody in it will read the debrief.",
)
PLAN_VALUES: tuple[Input, ...] = (
    MINUTES,
    DUE,
    Switch(
        name="reminders",
        label="Reminders",
        on="Remind interviewers of scorecards that are open",
        hint="Five at most for each interview, by day, on weekdays. Each person can switch their own off too.",
    ),
    CHANNEL,
)

# The scorecard: every change of every field saves the draft, and each skill has its own of CARD_SKILL.
CARD_CANDIDATE = replace(CANDIDATE, action=Act.SCORE_CANDIDATE, nothing=NEW)
COLLEAGUES = People(
    name="panel",
    label="Who else interviews this candidate?",
    dispatches=True,
    placeholder="Colleagues on the panel",
    hint="Ratings stay sealed until everybody named here has sent theirs. You become the hiring lead.",
)
CARD_NEW: tuple[Input, ...] = (
    replace(NAME, dispatches=True),
    replace(LEVEL, dispatches=True),
    COLLEAGUES,
)
CHANGE_OF_MIND = Text(
    name="reason",
    label="What changed your mind?",
    optional=False,
    dispatches=True,
    hint="The panel and the hiring lead read it beside both ratings.",
)
RATING = Choice(
    name="rating", label="Rating", choices=LADDER, nothing="none", optional=False, dispatches=True
)
EVIDENCE = Text(
    name="evidence",
    label="Evidence: what did the candidate say or do?",
    dispatches=True,
    hint="Needed for a 1 or a 5.",
)
CARD_SKILL: tuple[Input, ...] = (RATING, EVIDENCE)
RECOMMENDATION = Choice(
    name="recommendation",
    label="Recommendation for the target level",
    choices=VOTES,
    optional=False,
    dispatches=True,
    placeholder="Vote after rating the skills",
)
NOTE = Text(
    name="note",
    label="Overall note",
    dispatches=True,
    hint="Read by the panel and the hiring lead once every scorecard is in.",
)
CARD_VOTE: tuple[Input, ...] = (RECOMMENDATION, NOTE)

# A note that becomes evidence.
NOTE_CANDIDATE = replace(CANDIDATE, action=Act.EVIDENCE_CANDIDATE, placeholder="Whom is it about?")
NOTE_TARGET = Choice(
    name="target",
    block="skill",
    label="Skill",
    optional=False,
    placeholder="What does it speak for?",
)
NOTE_TEXT = Text(
    name="text",
    block="note",
    label=EVIDENCE.label,
    optional=False,
    hint="It goes behind what your scorecard says there already, and stays yours alone until you save the scorecard.",
)

OUTCOME = Choice(
    name="outcome", label="Decision", choices=OUTCOMES, kind="radio_buttons", optional=False
)
REASON = Text(
    name="reason",
    label="Reason",
    optional=False,
    hint="Kept with the decision, in the words you would stand by. The panel reads it in the debrief.",
)
DECISION: tuple[Input, ...] = (
    OUTCOME,
    REASON,
    People(name="participants", label="Who took part", placeholder="People"),
)

REMINDERS = Switch(
    name="reminders",
    label="Reminders",
    on="Remind me of my open scorecards",
    off="No reminders",
    optional=False,
)
SETTINGS: tuple[Input, ...] = (
    REMINDERS,
    Switch(
        name="weekly",
        label="Weekly digest",
        on="Send me a weekly digest of the candidates I lead",
        off="No weekly digest",
        optional=False,
    ),
    Choice(
        name="weekly_day",
        label="On",
        choices={str(number): name for number, name in enumerate(WEEKDAYS)},
        optional=False,
    ),
    Choice(
        name="weekly_hour",
        label="At",
        choices={str(hour): f"{hour:02}:00" for hour in range(24)},
        optional=False,
    ),
)

TO = Person(name="to", label="Who holds it?", optional=False, placeholder="A colleague")
NEW_LEADS = replace(LEADS, label="Who leads from now on?", hint="", most=MOST_LEADS)
NAME_TO_ERASE = replace(NAME, label="Type the candidate's name to erase them")
