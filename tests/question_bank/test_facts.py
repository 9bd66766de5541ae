"""The facts that interviewers rely on: each is found where people look for it, in one message or page."""

from collections.abc import Iterator
from functools import lru_cache

import pytest

from handlers.commands import run
from handlers.context import Payload
from handlers.kits.kit import kit_for
from handlers.slack.request import Request
from question_bank.load.loader import load
from question_bank.models import Level
from sandbox.world.blocks import visible_text
from templates.render import render
from tests.handlers.contexts import context_with

BANK = load()
BE, DE, ML, DO = "backend-developer", "data-engineer", "ml-engineer", "devops-engineer"

# (where to look: the first words of a surface's name; then what must stand together there)
BUILT_WITH_PYTHON = [
    (f"brief {BE}", "Instagram", "Django API endpoints", "content delivery", "feed ranking",
     "user authentication", "security", "2 billion monthly", "500 million daily",
     "millions of requests a second", "under 100 ms"),
    (f"brief {BE}", "Dropbox", "sync engine", "file sync", "conflict resolution", "desktop client"),
    (f"brief {BE}", "payment processing", "fraud detection", "merchant analytics", "reliability"),
    (f"brief {DE}", "Spotify", "ETL pipelines", "recommendations", "A/B test", "billions of events a day"),
    (f"brief {DE}", "Netflix", "Airflow DAGs", "orchestrat", "data quality monitoring", "alerts",
     "content analytics"),
    (f"brief {ML}", "OpenAI", "training infrastructure in PyTorch", "preprocessing", "tokenisation",
     "inference serving"),
    (f"brief {ML}", "Tesla", "vision model", "sensor data", "simulation environments", "Autopilot"),
    (f"brief {DO}", "Netflix", "Uber", "deployment scripts", "CI/CD tooling",
     "configuration management", "monitoring and alerting"),
]  # fmt: skip

FOUR_ROLES = [
    ("roles", "Backend Web Developer", "APIs", "web applications", "microservices", "Django",
     "FastAPI", "Flask", "SQLAlchemy", "Instagram", "Pinterest", "Robinhood", "the baseline"),
    ("roles", "Data Engineer", "ETL pipelines", "warehouses", "real-time processing",
     "Apache Spark", "Airflow", "dbt", "Pandas", "SQL", "Spotify", "Netflix", "Uber", "+10 to 15 %"),
    ("roles", "Machine Learning Engineer", "models", "training pipelines", "inference services",
     "PyTorch", "TensorFlow", "scikit-learn", "Hugging Face", "OpenAI", "Tesla", "DeepMind",
     "+15 to 25 %"),
    ("roles", "DevOps/Automation Engineer", "infrastructure scripts", "CI/CD", "monitoring tools",
     "Ansible", "Terraform", "the AWS SDK", "GitHub Actions", "Netflix", "Dropbox", "cloud teams",
     "+5 to 10 %"),
    ("roles", "means different jobs", "Saying which one is the first step"),
    ("brief", "means four different jobs"),
]  # fmt: skip

MUST_HAVES = [
    (f"brief {BE}", "Depth in one framework", "Django or FastAPI", "smattering", "REST API", "PostgreSQL",
     "MySQL", "pytest", "mock", "git", "deployment"),
    (f"brief {BE}", "API for a feature of your own product", "migration", "Django",
     "life of a request"),
    (f"kit {BE}", "traffic"),
    (f"brief {BE}", "500 million daily", "Django", "yardstick"),
    (f"brief {DE}", "SQL", "more than Python", "Pandas", "ETL", "BigQuery", "Redshift", "Snowflake",
     "Airflow", "Dagster", "Prefect"),
    (f"brief {DE}", "1 TB a day", "slowly changing dimensions", "slow Pandas code"),
    (f"brief {DE}", "How did they know that it was right", "Spotify", "billions of events"),
    (f"brief {ML}", "One of PyTorch or TensorFlow", "in depth", "Training and evaluation method", "MLOps",
     "serving", "monitoring", "versioning", "statistics and maths", "GPU computing", "CUDA"),
    (f"brief {ML}", "from data to production", "drift and degradation", "feature engineering"),
    (f"kit {ML}", "served under load", "not only trained"),
    (f"brief {DO}", "Automation in Python", "boto3", "Infrastructure as code", "Terraform", "Ansible",
     "GitHub Actions", "Monitoring and incident response", "backups"),
    (f"brief {DO}", "release", "Terraform plan", "incident"),
    (f"kit {DO}", "last outage", "backup was last restored"),
]  # fmt: skip

MODERN_PYTHON = [
    *(("question " + role, "type hints throughout", "X | None") for role in (BE, DE, ML, DO)),
    *(("question " + role, "pattern matching", "3.10") for role in (BE, DE, ML, DO)),
    *(("question " + role, "async", "HTTP client") for role in (BE, DE, ML, DO)),
    *((f"kit {role}", "Which Python version was your last project on", "features") for role in (BE, DE, ML, DO)),
    ("cv", "3.10+", "Modern", "current features"),
    ("cv", "3.7 to 3.9", "Common and production-ready", "patterns to modernise"),
    ("cv", "2.x", "Legacy", "red flag if recent", "2020"),
]  # fmt: skip

JUNIOR_AND_SENIOR = [
    ("question", "hardest system", "REST API", "portfolio", "10 TB a day", "99.9 percent", "figures"),
    ("question", "Django", "FastAPI", "newer", "admin", "async"),
    ("question", "performance", "60 percent", "generators", "lists"),
]  # fmt: skip

CV_AND_PORTFOLIO = [
    ("cv", "Frameworks are named", "just 'Python'", "1M requests a day", "10 TB", "Type hints",
     "pytest, hypothesis", "your own domain"),
    ("cv", "'Python experience' without particulars", "Django and FastAPI and Flask and Pyramid",
     "tutorial or bootcamp", "to-do list", "weather app", "Python 2 and no recent Python 3",
     "'5+ years' with no accomplishment named"),
    ("cv", "Only notebooks", "no production code", "No README", "over two years old",
     "No tests anywhere", "Copied tutorial code"),
]  # fmt: skip

TERMS = [
    ("term Django", "full-featured", "web framework", "Instagram"),
    ("term FastAPI", "modern", "fast", "documentation", "microservices"),
    ("term Pandas", "data", "essential", "data roles"),
    ("term pytest", "the standard test framework"),
    ("term pip", "package"),
    ("term Poetry", "dependencies"),
    ("term uv", "dependencies"),
    ("term asyncio", "high concurrency"),
    ("term Pydantic", "validation", "FastAPI", "modern"),
]  # fmt: skip

MISTAKES = [
    ("brief", "Django developer is no data engineer", "data scientist is no ML engineer",
     "transfers", "domain does not", "start-up", "Six months", "second person",
     "Say what the person will build"),
    ("brief", "computer science", "not Python in production", "Dropbox", "system design",
     "practical coding", "like the real work"),
    ("brief", "deep Django", "FastAPI", "ramp up", "Ask about the tools that you use", "learns"),
    ("brief", "60 percent or more", "SQL", "Netflix", "SQL first", "Python second", "Put SQL first"),
    ("brief", "do not know your own stack", "one to two weeks", "test how people learn"),
]  # fmt: skip

FACTS = [
    *BUILT_WITH_PYTHON, *FOUR_ROLES, *MUST_HAVES, *MODERN_PYTHON, *JUNIOR_AND_SENIOR,
    *CV_AND_PORTFOLIO, *TERMS, *MISTAKES,
]  # fmt: skip


@lru_cache(maxsize=1)
def surfaces() -> dict[str, str]:
    """Everything that the bank shows, by what a person asks for, as the text that they read."""
    return {name: visible_text(payload["blocks"]).casefold() for name, payload in _pages()}


def _pages() -> Iterator[tuple[str, Payload]]:
    ctx = context_with(BANK)
    yield "roles", run(ctx, Request(text="roles"))
    yield "cv", run(ctx, Request(text="cv"))
    for role in BANK.archetypes:
        yield f"brief {role.id}", run(ctx, Request(text=f"brief {role.id}"))
        yield f"cv {role.id}", run(ctx, Request(text=f"cv {role.id}"))
        for level in Level:
            kit = f"{role.id} {level.value}"
            yield f"kit {kit}", kit_for(BANK, f"{kit} full")
        for question in role.questions:
            view = render(
                "kits/question", archetype=role, question=question,
                skill=role.skill(question.skill), metadata=question.id,
            )  # fmt: skip
            yield f"question {role.id} {question.id}", view
    for term in BANK.glossary.terms:
        yield f"term {term.word}", run(ctx, Request(text=f"term {term.word}"))


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: " · ".join(fact)[:60])
def test_is_found_in_one_place(fact: tuple[str, ...]) -> None:
    """Each fact stands whole on at least one surface of the named kind."""
    where, *phrases = fact
    expected = [words.casefold() for words in phrases]
    missing = {
        name: [words for words in expected if words not in text]
        for name, text in surfaces().items()
        if name.startswith(where)
    }
    assert missing, f"nothing is shown as {where}"
    assert [] in missing.values(), min(missing.items(), key=lambda item: len(item[1]))
