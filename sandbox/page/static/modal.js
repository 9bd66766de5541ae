// The modal: the topmost view of a stack, in a dialog that keeps the focus and gives it back.

import { busy, flush } from "./acts.js";
import { blocks } from "./blocks.js";
import { h, show } from "./dom.js";
import { closePicker, pickerIsOpen } from "./picker.js";
import { doing } from "./server.js";
import { part } from "./store.js";
import { wordsOf } from "./texts.js";

const dialog = document.getElementById("modal");
const body = document.getElementById("modal-body");
const left = new Map(); // where the focus was in views that are covered
let shown = null;

export function drawModal() {
  const stack = part("modal", []);
  const view = stack.at(-1);
  if (!view) return shut();
  const fresh = shown?.id !== view.id;
  const stumbled = Object.keys(view.errors).length > 0 && view.errors !== shown?.errors;
  if (fresh && shown) leave(stack);
  if (fresh) body.replaceChildren();
  show(body, parts(view, stack.length));
  shown = view;
  if (!dialog.open) dialog.showModal();
  // An update may have taken away what had the focus.
  if (fresh || !dialog.contains(document.activeElement) || document.activeElement === dialog) enter(view);
  else if (stumbled) body.querySelector("[aria-invalid]")?.focus();
  return undefined;
}

function parts(view, deep) {
  const place = { key: view.id, address: { view_id: view.id }, values: view.values, errors: view.errors };
  const failed = view.failure
    ? h(
        "p",
        { class: "alert error", role: "alert" },
        `We had some trouble connecting. Try again? (${view.failure})`,
      )
    : null;
  return [
    h(
      "header",
      { class: "modal-top", "data-key": "top" },
      h("h2", { id: "modal-title" }, wordsOf(view.title)),
      deep > 1 ? h("span", { class: "pill" }, `View ${deep} of up to 3`) : null,
      h(
        "button",
        {
          type: "button",
          class: "plain",
          id: "modal-x",
          "aria-label": deep > 1 ? "Close all views" : "Close",
        },
        "×",
      ),
    ),
    h("div", { class: "modal-blocks", "data-key": "blocks", tabindex: "-1" }, blocks(view.blocks, place)),
    h(
      "footer",
      { class: "modal-end", "data-key": "end" },
      failed,
      h(
        "div",
        { class: "row end" },
        h(
          "button",
          { type: "button", class: "button", id: "modal-close" },
          wordsOf(view.close) || (view.submit ? "Cancel" : "Close"),
        ),
        view.submit
          ? h(
              "button",
              {
                type: "button",
                class: "button primary",
                id: "modal-submit",
                disabled: view.submit_disabled,
                title: "Ctrl+Enter",
              },
              wordsOf(view.submit),
            )
          : null,
      ),
    ),
  ];
}

function leave(stack) {
  if (stack.some((other) => other.id === shown.id)) left.set(shown.id, document.activeElement?.id);
  closePicker();
}

function enter(view) {
  const focused = view.blocks.find((block) => block.element?.focus_on_load ?? block.accessory?.focus_on_load);
  const remembered = left.get(view.id);
  const wanted = [
    remembered && document.getElementById(remembered),
    focused &&
      body.querySelector(`[data-block="${CSS.escape(focused.block_id)}"] :is(input, textarea, button)`),
    body.querySelector(".modal-blocks :is(input, textarea, .menu, .button)"),
    document.getElementById("modal-close"),
  ];
  wanted.find(Boolean).focus();
  if (!remembered) body.querySelector(".modal-blocks").scrollTop = 0;
}

function shut() {
  shown = null;
  left.clear();
  if (!dialog.open) return;
  closePicker();
  document.body.append(document.getElementById("toasts"));
  dialog.close();
}

async function submit() {
  const button = document.getElementById("modal-submit");
  if (!button || button.disabled || button.getAttribute("aria-busy")) return;
  await flush();
  // What the bot answers is shown in the view itself.
  await busy(
    button,
    async () => {
      const answer = await doing({ do: "submit", view_id: shown.id });
      return answer.refused ? answer : { ...answer, failure: null };
    },
    "Submit",
  );
}

async function close(everything) {
  await flush();
  if (shown)
    await busy(
      document.getElementById("modal-close"),
      () => doing({ do: "close", view_id: shown.id, everything }),
      "Close",
    );
}

export function listenToModal() {
  dialog.addEventListener("click", (event) => {
    const id = event.target.closest("button")?.id;
    if (id === "modal-submit") submit();
    if (id === "modal-close") close(false);
    if (id === "modal-x") close(true);
  });
  document.addEventListener("keydown", (event) => {
    if (!dialog.open || event.defaultPrevented || document.getElementById("confirm").open) return;
    if (event.key === "Escape") {
      event.preventDefault();
      if (pickerIsOpen()) closePicker({ focus: true });
      else close(false);
    } else if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  });
  // The browser's own ways to close a dialog would leave the view open on the server.
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  dialog.addEventListener("close", () => drawModal());
}
