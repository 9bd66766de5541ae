"""Every field of every form, declared once, in the order in which it stands there; handlers fill and read them."""

from dataclasses import replace

from templates.ids import Act
from templates.macros import inputs
from templates.macros.phrases import LADDER, LEVELS, OUTCOMES, VOTES, WEEKDAYS

Fields = tuple[inputs.Input, ...]

NAME_LENGTH = 120
MOST_LEADS = 12  # the form remembers each of them, and Slack lets it remember 3,000 characters
MOST_INTERVIEWERS = 12  # four blocks each, and Slack shows 100
MOST_STAGE_FOCUS = 12  # skills of one stage
MOST_FOCUS = 3  # skills of one interviewer: fewer are rated better
LEAST_MINUTES, MOST_MINUTES = 10, 480
MOST_MONTHS, MOST_DAYS = 120, 3650
NEW = "new"
"""Stands for a candidate who is not there yet, among the ids of those who are."""
NONE = "none"
"""Stands for no opening, among the ids of openings."""
NO_SKILL = ":none"
"""Stands for no skill, among the ids of skills, none of which has a colon."""

CANDIDATE = inputs.Choice("candidate_id", "Candidate", block="candidate", dispatches=True)
NAME = inputs.Text("name", "Name of the candidate", lines=False, most=NAME_LENGTH)
LEVEL = inputs.Choice(
    "level",
    "Target level of this search",
    choices=LEVELS,
    placeholder="Which level is being hired?",
)

# The plan: a field of PLAN_VALUES is one value, in PLAN_PEOPLE it is people, and each seat has its own of PLAN_SEAT,
# with a label that ends with whose it is.
PLAN_CANDIDATE = replace(CANDIDATE, action=Act.PLAN_CHANGED, nothing=NEW)
PLAN_ROLE = inputs.Choice(
    "archetype_id", "Role", block="role", action=Act.PLAN_CHANGED, dispatches=True
)
PLAN_OPENING = inputs.Choice(
    "opening_id",
    "Opening",
    block="opening",
    action=Act.PLAN_CHANGED,
    optional=True,
    dispatches=True,
    nothing=NONE,
    hint="Role, level, leads and stage come from it.",
)
PLAN_NEW: Fields = (NAME, PLAN_OPENING, PLAN_ROLE, LEVEL)
LEADS = inputs.People(
    "leads", "Hiring leads", placeholder="Who decides", hint="They decide, and get the debrief."
)
COORDINATORS = inputs.People(
    "coordinators",
    "Coordinators",
    optional=True,
    placeholder="Who helps without deciding",
    hint="They change this plan and have people reminded. They see who has scored, and never what.",
    most=MOST_LEADS,
)
PANEL = inputs.People(
    "panel",
    "Interviewers",
    action=Act.PLAN_CHANGED,
    dispatches=True,
    placeholder="People on the panel",
    hint="Three or four are enough. Whoever is taken out here is told that the interview is off.",
)
PLAN_PEOPLE: Fields = (LEADS, PANEL)
FOCUS = inputs.Several(
    "focus",
    "Focus skills",
    action=Act.PLAN_CHANGED,
    dispatches=True,
    placeholder="Two or three skills",
    most=MOST_FOCUS,
)
STARTS = inputs.Moment("starts", "Start time", optional=True)
MINUTES = inputs.Number("minutes", "Minutes", least=LEAST_MINUTES, most=MOST_MINUTES)
PLAN_SEAT: Fields = (FOCUS, STARTS, MINUTES)
DUE = inputs.Moment(
    "due_at",
    "Scorecards are due",
    block="due",
    optional=True,
    hint="Leads are told then who is missing. Without it, reminders that are on still follow each interview.",
)
CHANNEL = inputs.PrivateChannel(
    "digest_channel",
    "Where the debrief goes",
    block="channel",
    optional=True,
    placeholder="To the leads by direct message",
    hint="A private channel that this bot is in, and no other company; or nothing. Everybody in it reads the debrief.",
)
CV = inputs.Text(
    "cv_url",
    "Address of the CV",
    lines=False,
    most=500,
    optional=True,
    placeholder="https://…",
    hint="It stands in each interviewer's message. Whoever opens it needs access there.",
)
STAGE = inputs.Text(
    "stage",
    "What this round is called",
    lines=False,
    most=40,
    optional=True,
    hint="Phone screen, onsite … It stands beside the name. Each round has its own panel and debrief.",
)
STAGE_OF_OPENING = inputs.Choice(
    "stage",
    "Stage",
    block="stage_of_opening",
    action=Act.PLAN_CHANGED,
    optional=True,
    dispatches=True,
    hint="Minutes and skills to look at come from it. Each round has its own panel and debrief.",
)
"""Takes the place of STAGE for candidates of an opening that has stages."""
SHARED_SKILL = inputs.Choice(
    "shared_skill",
    "Everybody also rates",
    action=Act.PLAN_CHANGED,
    optional=True,
    dispatches=True,
    nothing=NO_SKILL,
    hint="Only ratings that overlap show who is strict. It is one of each person's two or three skills.",
)
PLAN_VALUES: Fields = (
    SHARED_SKILL,
    STAGE,
    CV,
    COORDINATORS,
    DUE,
    inputs.Switch(
        "reminders",
        "Reminders",
        on="Remind interviewers of scorecards that are open",
        optional=True,
        hint="Five at most for each interview, by day, on weekdays. Each person can switch their own off too.",
    ),
    CHANNEL,
)
FOR_LEADS: Fields = (LEADS, COORDINATORS, CHANNEL)
"""What nobody but a lead changes in a plan: who reads the debrief, and who helps."""

# An opening: each stage has its own of OPENING_STAGE, by its number.
MOST_STAGES = 8
OPENING_TITLE = inputs.Text(
    "title", "Title", lines=False, most=NAME_LENGTH, placeholder="Backend, Berlin"
)
OPENING_ROLE = replace(PLAN_ROLE, action=Act.OPENING_CHANGED)
OPENING_LEVEL = replace(LEVEL, name="target_level")
OPENING_LEADS = replace(
    LEADS,
    hint="They lead the candidates planned here, unless a plan says otherwise.",
    most=MOST_LEADS,
)
OPENING_COORDINATORS = replace(
    COORDINATORS,
    hint="They change this opening and every plan in it. They see who has scored, and never what.",
)
OPENING_PEOPLE: Fields = (OPENING_LEADS, OPENING_COORDINATORS)
STAGE_COUNT = inputs.Choice(
    "stage_count",
    "How many stages",
    action=Act.OPENING_CHANGED,
    choices={str(number): str(number) for number in range(MOST_STAGES + 1)},
    dispatches=True,
    hint="Such as a phone screen, then an onsite. Each has a panel and a debrief of its own.",
)
STAGE_NAME = inputs.Text(
    "stage_name", "Name", lines=False, most=STAGE.most, placeholder="Phone screen"
)
STAGE_MINUTES = inputs.Number(
    "stage_minutes", "Minutes", least=LEAST_MINUTES, most=MOST_MINUTES, optional=True
)
STAGE_FOCUS = inputs.Several(
    "stage_focus",
    "Skills to look at",
    optional=True,
    most=MOST_STAGE_FOCUS,
    placeholder="All skills of the role",
)
OPENING_STAGE: Fields = (STAGE_NAME, STAGE_MINUTES, STAGE_FOCUS)
OPENING: Fields = (OPENING_TITLE, OPENING_ROLE, OPENING_LEVEL, *OPENING_PEOPLE, STAGE_COUNT)

# The scorecard: every change of every field saves the draft, and each skill has its own of CARD_SKILL.
CARD_CANDIDATE = replace(CANDIDATE, action=Act.SCORE_CANDIDATE, nothing=NEW)
DRAFT_RESUMED = inputs.Choice(
    "draft_resumed",
    "Drafts",
    action=Act.RESUME,
    optional=True,
    dispatches=True,
    placeholder="Resume a draft",
)
COLLEAGUES = inputs.People(
    "panel",
    "Who else interviews this candidate?",
    optional=True,
    dispatches=True,
    placeholder="Colleagues on the panel",
    hint="Ratings stay sealed until everybody named here has sent theirs. You become the hiring lead.",
)
CARD_NEW: Fields = (
    replace(NAME, dispatches=True),
    replace(LEVEL, dispatches=True),
    COLLEAGUES,
)
CHANGE_OF_MIND = inputs.Text(
    "reason",
    "What changed your mind?",
    dispatches=True,
    hint="The panel and the hiring lead read it beside both ratings.",
)
RATING = inputs.Choice("rating", "Rating", choices=LADDER, nothing="none", dispatches=True)
EVIDENCE = inputs.Text("evidence", "Evidence", optional=True, dispatches=True)
CARD_SKILL: Fields = (RATING, EVIDENCE)
ALL_SKILLS = ":all"
"""Stands for every skill that the form does not show yet, among the ids of skills, none of which has a colon."""
SKILL_ADDED = inputs.Choice(
    "skill_added",
    "Add another skill",
    action=Act.SCORE_SKILL,
    optional=True,
    dispatches=True,
    placeholder="If it came up",
)
RECOMMENDATION = inputs.Choice(
    "recommendation",
    "Recommendation for the target level",
    choices=VOTES,
    dispatches=True,
    placeholder="Vote after rating the skills",
)
NOTE = inputs.Text(
    "note",
    "Overall note",
    optional=True,
    dispatches=True,
    hint="Read by the panel and the hiring lead once every scorecard is in.",
)
MOST_ASKED = 30  # questions of one interview
ASKED = inputs.Several(
    "asked",
    "Questions you asked",
    optional=True,
    dispatches=True,
    most=MOST_ASKED,
    placeholder="Your planned ones first",
)
CARD_VOTE: Fields = (ASKED, RECOMMENDATION, NOTE)

# A note that becomes evidence.
NOTE_CANDIDATE = replace(CANDIDATE, action=Act.EVIDENCE_CANDIDATE, placeholder="Whom is it about?")
NOTE_TARGET = inputs.Choice("target", "Skill", block="skill", placeholder="What does it speak for?")
NOTE_TEXT = inputs.Text(
    "text",
    "Evidence: what did the candidate say or do?",
    block="note",
    hint="It goes behind what your scorecard says there already, and stays yours alone until you save the scorecard.",
)

# A sample answer that is rated.
CALIBRATION_RATING = inputs.Choice(
    "rating",
    "Where on the ladder is this answer?",
    choices={key: words for key, words in LADDER.items() if key != RATING.nothing},
    kind="radio_buttons",
)
CALIBRATION_ANSWER: Fields = (
    CALIBRATION_RATING,
    inputs.Text(
        "evidence",
        "What told you so?",
        optional=True,
        most=500,
        hint="For yourself: it stands beside the key at the end, and nobody else reads it.",
    ),
)

# A round of several people.
MOST_RATERS = 50
CALIBRATION_ROLE = replace(PLAN_ROLE, action=Act.CALIBRATION_CHANGED)
CALIBRATION_SKILL = inputs.Choice(
    "skill_id",
    "One skill for all answers",
    optional=True,
    placeholder="All skills",
    hint="The more answers on one skill, the surer is what comes out for it.",
)
CALIBRATION_TEAM: Fields = (
    inputs.People(
        "raters",
        "Who rates",
        most=MOST_RATERS,
        placeholder="Interviewers of this role",
        hint="With fewer than five, each sees only where they stand: more would tell who rated how.",
    ),
    inputs.Moment(
        "due_at",
        "Until when",
        block="due",
        hint="60 days away at most. It ends earlier once everybody is done, or when you end it.",
    ),
)

OUTCOME = inputs.Choice("outcome", "Decision", choices=OUTCOMES, kind="radio_buttons")
REASON = inputs.Text(
    "reason",
    "Reason",
    hint="Kept with the decision, in the words you would stand by. The panel reads it in the debrief.",
)
PARTICIPANTS = inputs.People("participants", "Who took part", optional=True, placeholder="People")
DECISION: Fields = (OUTCOME, REASON, PARTICIPANTS)

DAYS = {str(number): name for number, name in enumerate(WEEKDAYS)}
HOURS = {str(hour): f"{hour:02}:00" for hour in range(24)}
REMINDERS = inputs.Switch(
    "reminders", "Reminders", on="Remind me of my open scorecards", off="No reminders"
)
SETTINGS: Fields = (
    REMINDERS,
    inputs.Switch(
        "panel_reminders",
        "Reminders to interviewers",
        on="Remind the interviewers of candidates I lead",
        off="No reminders to them",
        hint="Off for one candidate alone: in its plan. Where another lead wants them, they still come.",
    ),
    inputs.Switch(
        "weekly",
        "Weekly digest",
        on="Send me a weekly digest of the candidates I lead",
        off="No weekly digest",
    ),
    inputs.Choice("weekly_day", "On", choices=DAYS),
    inputs.Choice("weekly_hour", "At", choices=HOURS),
    inputs.Switch(
        "mirror",
        "My mirror",
        on="Send me my mirror once a month",
        off="Only when I ask for it",
        hint="How you rate, on the first working day, to you alone. Slack keeps it like any direct message to you.",
    ),
)

TO = inputs.Person("to", "Who holds it?", placeholder="A colleague")
NEW_LEADS = replace(LEADS, label="Who leads from now on?", hint="", most=MOST_LEADS)
NAME_TO_ERASE = replace(NAME, label="Type the candidate's name to erase them")
HOLD_REASON = inputs.Text(
    "reason",
    "Reason",
    hint="Hiring leads and admins read it here. The log says who and when, and not why.",
)
ERASURE_CAUSE = inputs.Choice(
    "cause",
    "Why",
    choices={
        "asked": "The candidate asked for it",
        "time_over": "The time for which it was kept is over",
        "mistake": "Entered by mistake",
        "other": "Something else",
    },
    placeholder="The log says so",
)
# How long records are kept.
OWN = "own"
"""Stands for a number of months that is none of those offered."""
POLICY_DECIDED = inputs.Choice(
    "decided",
    "After a decision, erase candidates",
    choices={
        "0": "Never by itself",
        "6": "After 6 months",
        "12": "After 12 months",
        "24": "After 24 months",
        "48": "After 48 months",
        OWN: "After another number of months",
    },
)
POLICY_OWN = inputs.Number(
    "own", "Another number of months", least=1, most=MOST_MONTHS, optional=True
)
POLICY_INACTIVE = inputs.Number(
    "inactive",
    "Without a decision, erase after so many months",
    least=1,
    most=MOST_MONTHS,
    optional=True,
    hint="Counted from the last interview, scorecard or change. Empty: they stay.",
)
POLICY_FORGET = inputs.Number(
    "forget",
    "Hiring leads can erase by hand after so many days",
    least=1,
    most=MOST_DAYS,
    optional=True,
    hint="Counted from the decision or the last activity. Empty: at any time. Admins always can, and say why.",
)
POLICY: Fields = (POLICY_DECIDED, POLICY_OWN, POLICY_INACTIVE, POLICY_FORGET)
