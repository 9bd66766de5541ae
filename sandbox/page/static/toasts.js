// Short notes at the edge: what went wrong, in Slack's name for it and in plain words.

import { h } from "./dom.js";

const WORDS = {
  operation_timeout: "The bot did not answer in time.",
  dispatch_failed: "The bot could not be reached, or it answered with an error.",
  invalid_blocks: "The bot sent blocks that Slack refuses.",
  invalid_arguments: "The bot sent something that Slack refuses.",
  errors_name_no_input_block: "The bot named fields that this form does not have.",
};

export function toast(text, kind = "note") {
  const close = h("button", { type: "button", class: "toast-close", "aria-label": "Dismiss" }, "×");
  const note = h("div", { class: `toast ${kind}` }, h("span", {}, text), close);
  close.addEventListener("click", () => note.remove());
  const region = document.getElementById("toasts");
  // A modal dialog covers everything outside of it, so the notes stand inside while one is open.
  const top = [...document.querySelectorAll("dialog[open]")].at(-1) ?? document.body;
  if (region.parentNode !== top) top.append(region);
  region.append(note);
  setTimeout(() => note.remove(), kind === "bad" ? 12000 : 6000);
}

export function explain(answer, doing) {
  if (answer?.refused) toast(answer.error, "bad");
  else if (answer?.failure)
    toast(`${doing}: ${WORDS[answer.failure] ?? "It did not work."} (${answer.failure})`, "bad");
}
