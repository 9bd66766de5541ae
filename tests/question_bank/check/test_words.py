"""Which words the check takes for questions about a person, and which it leaves alone."""

import pytest

from question_bank.check.topics_to_avoid import topics_in
from question_bank.check.words_to_avoid import gendered_words, vague_phrases


class TestTopics:
    @pytest.mark.parametrize(
        ("topic", "words"),
        [
            ("age", "How old are you?"),
            ("age", "May I ask your age?"),
            ("age", "When were you born?"),
            ("age", "In which year did you graduate?"),
            ("age", "What is your date of birth?"),
            ("age", "Join our young and dynamic team"),
            ("age", "We look for digital natives."),
            ("age", "Developers under 35."),
            ("family", "Are you married?"),
            ("family", "Do you have children?"),
            ("family", "Do you plan to start a family?"),
            ("family", "Does your husband mind the on-call weeks?"),
            ("family", "Who looks after your kids when you travel?"),
            ("family", "Are you a single parent?"),
            ("family", "What is your marital status?"),
            ("pregnancy", "Are you pregnant, or do you plan to be?"),
            ("pregnancy", "Will you be taking maternity leave?"),
            ("health", "How is your health?"),
            ("health", "Do you have any disabilities?"),
            ("health", "Are you often ill?"),
            ("health", "How many sick days did you take last year?"),
            ("health", "Tell me about your medical history."),
            ("religion", "What is your religion?"),
            ("religion", "Which religion are you?"),
            ("religion", "Are you religious?"),
            ("religion", "Do you go to church?"),
            ("origin or nationality", "What is your nationality?"),
            ("origin or nationality", "Where are you really from?"),
            ("origin or nationality", "Where were your parents born?"),
            ("origin or nationality", "Is English your mother tongue?"),
            ("origin or nationality", "Are you a native English speaker?"),
            ("origin or nationality", "Native speakers only"),
            ("origin or nationality", "Are you a British citizen?"),
            ("origin or nationality", "Your accent is hard to place."),
            ("sex or gender", "Are you gay?"),
            ("sex or gender", "What is your sexual orientation?"),
            ("politics", "Are you a member of a trade union?"),
            ("politics", "Who did you vote for?"),
            ("age", "Ask about the candidate's age."),
            ("family", "Is the candidate married?"),
        ],
    )
    def test_about_a_person_are_found(self, topic: str, words: str) -> None:
        assert topic in [found for found, _ in topics_in(words)]

    @pytest.mark.parametrize(
        "words",
        [
            "Which model of this family of models would you take?",
            "Your family of services shares one health check. How do you change it?",
            "How does your health check know that the service is healthy?",
            "Are they healthy? Five servers answer, and one does not.",
            "A larger batch is not healthy for your data.",
            "The container age tells which of them is old. How old are they?",
            "Your age column holds dates of birth in three formats.",
            "Delete every row over 30 days of age.",
            "Your race condition shows up once a week.",
            "Your race detector is off.",
            "How do you stop all children of your process?",
            "A parent process has two children; one of them is a zombie.",
            "Does your parent table have a child row?",
            "Where does this value come from?",
            "Where are you reading the origin of the request from?",
            "Which country of origin does the order have?",
            "A native extension crashes on one machine.",
            "Are you a native of the terminal, or do you click?",
            "A model predicts which customers are pregnant. Should it?",
            "Labels come from native speakers of Finnish.",
            "Are you single-threaded by choice?",
            "Are you married to Django, or would you change?",
            "Were you engaged in the design?",
            "The last commit is over two years old.",
            "Customers over 65 years old get a discount. Write the query.",
            "Which node do they vote for, and who is the leader?",
            "How does your gender column deal with missing values?",
            "Your mental model of the event loop, please.",
            "Do you have any health checks in place?",
            "You have a general idea; which condition of your code breaks it?",
        ],
    )  # fmt: skip
    def test_of_daily_work_are_left_alone(self, words: str) -> None:
        assert list(topics_in(words)) == []


class TestGendered:
    @pytest.mark.parametrize(
        "words",
        [
            "He should know SQL.", "Ask him.", "She knows.", "his or her project", "s/he",
            "a matter of manpower", "ten man-days", "an unmanned service", "the chairman",
            "a salesman", "hello guys", "a Python ninja", "a rock star", "a coding wizard",
        ],
    )  # fmt: skip
    def test_words_are_found_with_what_to_write_instead(self, words: str) -> None:
        assert list(gendered_words(words))

    @pytest.mark.parametrize(
        "words",
        [
            "The theme of their history.", "A man-in-the-middle attack.", "HER2 and HIS are names.",
            "Build it with Ninja.", "The install wizard.", "A manual step.", "Reads the man page.",
            "Heroku", "Human review", "They say what they did.",
        ],
    )  # fmt: skip
    def test_words_that_only_look_alike_are_left_alone(self, words: str) -> None:
        assert list(gendered_words(words)) == []


class TestVague:
    @pytest.mark.parametrize(
        "words",
        [
            "Good understanding of SQL.", "Strong knowledge of Python.", "Is familiar with Kafka.",
            "Proficient in Spark.", "Understands the basics.", "A team player.",
            "Follows best practices.", "Tests, logs etc.", "Knows Django well.",
        ],
    )  # fmt: skip
    def test_phrases_are_found(self, words: str) -> None:
        assert list(vague_phrases(words))

    @pytest.mark.parametrize(
        "words",
        [
            "Names a case in which the lock failed.", "Says what a good answer costs.",
            "Understands the question after a hint.", "Etcd keeps the state.",
            "Good: measures first.", "Reads unfamiliar code from its tests.",
        ],
    )  # fmt: skip
    def test_behaviour_is_left_alone(self, words: str) -> None:
        assert list(vague_phrases(words)) == []
