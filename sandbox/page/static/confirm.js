// The question that some elements ask before they do anything.

import { h } from "./dom.js";
import { textOf, wordsOf } from "./texts.js";

export function confirmed(question) {
  if (!question) return Promise.resolve(true);
  const dialog = document.getElementById("confirm");
  const yes = h(
    "button",
    { type: "button", class: `button ${question.style === "danger" ? "danger" : "primary"}` },
    wordsOf(question.confirm),
  );
  const no = h("button", { type: "button", class: "button" }, wordsOf(question.deny));
  dialog.replaceChildren(
    h("h2", { id: "confirm-title" }, wordsOf(question.title)),
    h("div", { class: "text" }, textOf(question.text)),
    h("div", { class: "row end" }, no, yes),
  );
  return new Promise((decide) => {
    dialog.onclose = () => decide(dialog.returnValue === "yes");
    yes.onclick = () => dialog.close("yes");
    no.onclick = () => dialog.close("no");
    dialog.returnValue = "no";
    dialog.showModal();
    no.focus();
  });
}
