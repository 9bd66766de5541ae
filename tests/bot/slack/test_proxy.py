"""Which addresses are reached through a proxy, and that its password is nobody's business."""

import pytest

from bot.slack.proxy import DIRECT, Proxy

COMPANYS = "http://bot:hidden@proxy.example:3128"


@pytest.mark.parametrize(
    "address",
    [
        "https://slack.com/api/",
        "https://hooks.slack.com/commands/1",
        "wss://wss-primary.slack.com/link/",
    ],
)
class TestAddress:
    @pytest.mark.parametrize("exempt", [(), ("lack.com",), ("example.com", "10.0.0.0/8")])
    def test_of_slack_is_reached_through_the_proxy(
        self, address: str, exempt: tuple[str, ...]
    ) -> None:
        assert Proxy(COMPANYS, exempt).is_for(address)
        assert not DIRECT.is_for(address)

    @pytest.mark.parametrize(
        "exempt", ["*", "slack.com", ".slack.com", "*.slack.com", "SLACK.COM", "slack.com:443"]
    )
    def test_that_is_exempt_is_not(self, address: str, exempt: str) -> None:
        assert not Proxy(COMPANYS, ("localhost", exempt)).is_for(address)


def test_what_is_not_encrypted_is_not_slacks() -> None:
    """A stand-in is on this machine, which a proxy cannot reach."""
    assert not Proxy(COMPANYS).is_for("http://127.0.0.1:3100/api/")


@pytest.mark.parametrize(
    ("login", "header"),
    [
        ("", {}),
        ("bot:hidden@", {"Proxy-Authorization": "Basic Ym90OmhpZGRlbg=="}),
        ("b%40t:p%C3%A4ss@", {"Proxy-Authorization": "Basic YkB0OnDDpHNz"}),
        ("bot:a@b@", {"Proxy-Authorization": "Basic Ym90OmFAYg=="}),
    ],
)
def test_its_login_is_in_a_header_and_not_in_its_name(login: str, header: dict[str, str]) -> None:
    proxy = Proxy(f"http://{login}proxy.example:3128")
    assert (proxy.name, proxy.address) == ("proxy.example:3128", "http://proxy.example:3128")
    assert proxy.headers == header
