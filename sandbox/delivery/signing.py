"""The signature by which a bot knows that a request comes from Slack."""

import hashlib
import hmac


def signed_headers(secret: str, body: str, timestamp: int) -> dict[str, str]:
    """The two headers that prove who sent this body, and when."""
    base = f"v0:{timestamp}:{body}".encode()
    digest = hmac.new(secret.encode(), base, hashlib.sha256).hexdigest()
    return {"X-Slack-Request-Timestamp": str(timestamp), "X-Slack-Signature": f"v0={digest}"}
