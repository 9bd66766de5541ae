// Starts the emulator's Slack on loopback, on a free port, and prints the port; ends with its standard input.
// The team is an argument, as JSON.
import { Server } from "node:net";
import { createEmulator } from "emulate";

const listen = Server.prototype.listen;
// By itself it would listen on every interface.
Server.prototype.listen = function () {
  return listen.call(this, 0, "127.0.0.1", () => console.log(this.address().port));
};

await createEmulator({ service: "slack", seed: JSON.parse(process.argv[2]) });
process.stdin.on("end", () => process.exit()).resume();
