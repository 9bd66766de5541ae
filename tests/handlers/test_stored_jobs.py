"""Jobs that the release before wrote are done by this one, or set aside by name."""

import json

import pytest

from interviews.outbox import JOBS
from tests.company import Company
from tests.handlers.panels.steps import KATHERINE, plans
from tests.interviews.stored_jobs import PAYLOADS, payload, row


@pytest.mark.parametrize(("kind", "fields"), PAYLOADS)
def test_a_job_of_the_release_before_is_done(
    company: Company, kind: str, fields: dict[str, str]
) -> None:
    plans(company, company.grace, company.alan)
    company.changes("DELETE FROM jobs")
    found = company.candidate(KATHERINE)
    mine = company.loop(KATHERINE).interview_of(company.grace.id)
    assert mine
    fields = fields | ({"interview_id": mine.id} if "interview_id" in fields else {})
    stored = json.dumps(payload(kind, fields, found.id, company.grace.id))
    company.bot.store.jobs.add(row(found.team_id, kind, stored), company.clock())
    assert kind in JOBS
    assert company.deliver() > 0
    assert [job for job in company.bot.store.unfinished.all() if job.last_error] == []
