// Sends what stands in a composer: a command to the bot, or a message to the channel.

import { busy } from "./acts.js";
import { composing, dismiss, grow } from "./composing.js";
import { doing } from "./server.js";
import { part } from "./store.js";
import { explain, toast } from "./toasts.js";

const sent = []; // commands, to be fetched back with the arrow key

export const lastCommand = () => sent.at(-1);

export async function send(form) {
  const field = form.querySelector("textarea");
  const text = field.value.trim();
  if (!text) return;
  const { channel, threadTs } = form.dataset;
  const command = /^(\/\S+)\s*([\s\S]*)$/.exec(text);
  const why = command && refusal(command[1], threadTs);
  if (why) return toast(why, "bad");
  composing.texts.delete(form.dataset.key);
  field.value = "";
  grow(field);
  dismiss();
  if (command) sent.push(text);
  const act = command
    ? { do: "command", command: command[1], text: command[2], channel }
    : { do: "say", text, channel, ...(threadTs ? { thread_ts: threadTs } : {}) };
  return busy(form.querySelector(".send"), () => doing(act), command ? command[1] : "Message");
}

function refusal(command, thread) {
  if (thread) return "Commands do not work in threads; type it in the channel.";
  const { commands } = part("offers", { commands: [] });
  return commands.length && !commands.some((entry) => entry.command === command)
    ? `${command} is no command of this app.`
    : null;
}

export async function use({ dataset: { shortcut, channel, ts } }) {
  explain(await doing({ do: "shortcut", callback_id: shortcut, ...(ts ? { channel, ts } : {}) }), "Shortcut");
}
