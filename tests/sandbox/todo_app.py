"""A to-do list for Slack, as anybody might write one with Bolt: it has never heard of the stand-in."""

from typing import Any

from slack_bolt import App

ITEM = {"type": "plain_text_input", "action_id": "words"}


def plain(text: str) -> dict[str, str]:
    """Words without any formatting."""
    return {"type": "plain_text", "text": text}


def item_blocks(items: list[str]) -> list[dict[str, Any]]:
    """A line for every item, with a button that ticks it off."""
    button = {"type": "button", "action_id": "done", "text": plain("Done")}
    return [
        {
            "type": "section",
            "text": {"type": "mrkdwn", "text": f":memo: {item}"},
            "accessory": {**button, "value": item},
        }
        for item in items
    ] or [{"type": "section", "text": plain("Nothing to do. Have a coffee.")}]


def add_todos(app: App) -> dict[str, list[str]]:
    """Makes the app a to-do list; everybody's items, by user id."""
    todos: dict[str, list[str]] = {}

    def publish(client: Any, user: str) -> None:
        client.views_publish(
            user_id=user, view={"type": "home", "blocks": item_blocks(todos.get(user, []))}
        )

    @app.command("/todo")
    def open_form(ack: Any, command: Any, client: Any) -> None:
        ack()
        field = {"type": "input", "block_id": "item", "label": plain("What?"), "element": ITEM}
        view = {"type": "modal", "callback_id": "add", "title": plain("To do"), "blocks": [field]}
        view |= {"submit": plain("Add"), "private_metadata": command["channel_id"]}
        client.views_open(trigger_id=command["trigger_id"], view=view)

    @app.view("add")
    def add(ack: Any, body: Any, view: Any, client: Any) -> None:
        words, user = view["state"]["values"]["item"]["words"]["value"], body["user"]["id"]
        if words in todos.get(user, []):
            ack(response_action="errors", errors={"item": "That is on your list already."})
            return
        ack()
        todos.setdefault(user, []).append(words)
        client.chat_postEphemeral(
            channel=view["private_metadata"], user=user, text=f"Added: {words}"
        )
        publish(client, user)

    @app.shortcut("remember")
    def remember(ack: Any, shortcut: Any, client: Any, respond: Any) -> None:
        ack()
        user = shortcut["user"]["id"]
        todos.setdefault(user, []).append(shortcut["message"]["text"])
        respond("It is on your list.")
        publish(client, user)

    @app.event("app_home_opened")
    def home(event: Any, client: Any) -> None:
        publish(client, event["user"])

    @app.action("done")
    def done(ack: Any, body: Any, action: Any, client: Any) -> None:
        ack()
        user = body["user"]["id"]
        todos[user].remove(action["value"])
        publish(client, user)

    @app.message("what is left")
    def left(message: Any, say: Any) -> None:
        items = todos.get(message["user"], [])
        say(text=f"{len(items)} to do", blocks=item_blocks(items), thread_ts=message["ts"])

    return todos
