// The controls of the player: buttons, position, clock, chapters, and one line that says what is going on.
import { clock } from "./player.js";

const SKIP_MS = 10000;
const RATES = [1, 1.25, 1.5, 2, 0.75];

export class Deck {
  constructor(stage, player) {
    this.player = player;
    this.find = (name) => stage.querySelector(`[data-${name}]`);
    this.range = this.find("range");
    this.status = this.find("status");
    this.index = [...document.querySelectorAll("[data-index] li[data-ms], [data-chapters] a[data-ms]")];
    this.range.max = String(Math.floor(player.duration / 1000));
    this.range.addEventListener("input", () => player.seek(Number(this.range.value) * 1000));
    this.find("toggle").addEventListener("click", () => player.toggle());
    this.find("back").addEventListener("click", () => player.seek(player.now - SKIP_MS));
    this.find("ahead").addEventListener("click", () => player.seek(player.now + SKIP_MS));
    this.#rates();
    for (const chapter of stage.querySelectorAll("[data-chapters] a[data-length]")) chapter.style.flexGrow = chapter.dataset.length;
    player.addEventListener("waiting", () => this.#say("waiting"));
    addEventListener("offline", () => this.#say("offline"));
    addEventListener("online", () => (this.status.textContent = ""));
    player.addEventListener("broken", () => this.#say(navigator.onLine ? "broken" : "offline"));
  }

  #say(name) {
    this.status.textContent = this.status.dataset[name];
  }

  #rates() {
    const button = this.find("rate");
    let step = 0;
    button.addEventListener("click", () => {
      step = (step + 1) % RATES.length;
      this.player.setRate(RATES[step]);
      button.textContent = button.dataset.label.replace("1", String(RATES[step]));
      button.setAttribute("aria-label", button.dataset.name + button.textContent);
    });
  }

  draw() {
    const { now, duration } = this.player;
    const share = (now / duration) * 1000;
    this.range.value = String(Math.round(now / 1000));
    this.range.setAttribute("aria-valuetext", `${clock(now)}，共 ${clock(duration)}`);
    this.find("now").textContent = clock(now);
    this.find("head").setAttribute("d", `M${share.toFixed(1)} 0V100`);
    this.find("played").setAttribute("width", share.toFixed(1));
    let here = null;
    for (const entry of this.index) if (Number(entry.dataset.ms) <= now) here = entry.dataset.ms;
    if (here === this.here) return;
    this.here = here;
    for (const entry of this.index) entry.toggleAttribute("aria-current", false);
    for (const entry of this.index) if (entry.dataset.ms === here) entry.setAttribute("aria-current", "true");
  }

  state() {
    wheel(this.find("toggle"), this.player.playing);
    this.status.textContent = "";
  }
}

export function wheel(button, playing) {
  button.setAttribute("aria-label", playing ? button.dataset.pause : button.dataset.play);
  button.dataset.state = playing ? "playing" : "paused";
}
