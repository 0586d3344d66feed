// A bar at the foot of the screen while the player is out of sight: stop, what is being spoken of, back to the place.
import { wheel } from "./deck.js";
import { clock } from "./player.js";

export class Dock {
  constructor(bar, stage, player, transcript) {
    this.player = player;
    this.toggle = bar.querySelector("[data-dock-toggle]");
    this.clock = bar.querySelector("[data-dock-now]");
    this.shown = bar.querySelector("[data-dock-shown]");
    this.catchUp = bar.querySelector("[data-catch-up]");
    this.cards = [...document.querySelectorAll("[data-from-ms]")];
    this.touched = Number(stage.dataset.startMs) > 0; // whoever came for a passage has the player far above
    this.away = false;
    this.toggle.addEventListener("click", () => player.toggle());
    this.catchUp.addEventListener("click", () => transcript.catchUp());
    const place = () => (bar.hidden = !this.away || !this.touched);
    player.addEventListener("state", () => {
      this.touched ||= player.playing;
      place();
    });
    new IntersectionObserver(([entry]) => {
      this.away = !entry.isIntersecting;
      place();
    }).observe(stage);
  }

  draw() {
    const { now } = this.player;
    this.clock.textContent = clock(now);
    const card = this.cards.find((each) => Number(each.dataset.fromMs) <= now && now < Number(each.dataset.toMs));
    if (card === this.card) return;
    this.card?.removeAttribute("aria-current");
    this.card = card;
    this.shown.hidden = !card;
    this.shown.replaceChildren();
    if (!card) return;
    card.setAttribute("aria-current", "true");
    const link = card.querySelector("a[href]");
    const picture = card.querySelector("img")?.cloneNode();
    if (picture) this.shown.append(Object.assign(picture, { alt: "" }));
    this.shown.append((card.querySelector("h3") ?? link).textContent.trim());
    this.shown.href = (card.querySelector("h3 a") ?? link).href;
  }

  state() {
    wheel(this.toggle, this.player.playing);
  }
}
