// The transcript follows the sound, and never fights the reader: a scroll by hand lets it rest until it is called back.

const SCROLL_KEYS = new Set(["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End", " "]);
const NEAR_SCREENS = 2;

export class Transcript {
  constructor(root, onSeek) {
    this.root = root;
    this.onSeek = onSeek;
    this.onPick = null;
    this.current = undefined;
    this.resting = false;
    root.addEventListener("click", (event) => this.#click(event));
  }

  followWith(follow, catchUp) {
    this.follow = follow;
    this.catchUpButton = catchUp;
    if (!follow) return;
    follow.checked = document.documentElement.dataset.reading !== "large";
    follow.closest("label").hidden = false;
    follow.addEventListener("change", () => (follow.checked ? this.catchUp() : this.rest()));
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => this.rest(), { passive: true });
    addEventListener("keydown", (event) => {
      if (SCROLL_KEYS.has(event.key) && !event.target.closest("input, button, a, select, textarea, summary")) this.rest();
    });
  }

  rest() {
    this.resting = true;
    if (this.follow && this.catchUpButton) this.catchUpButton.hidden = !this.follow.checked || !this.current;
  }

  catchUp() {
    this.resting = false;
    this.catchUpButton.hidden = true;
    if (this.current) this.reveal(this.current);
  }

  #click(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    const line = event.target.closest(".seg");
    if (!line) return;
    const link = event.target.closest("a");
    // Choosing words with the mouse is reading, not seeking.
    if (!link && String(getSelection())) return;
    if (link && link.parentElement !== line) return;
    if (this.onPick) {
      event.preventDefault();
      this.onPick(line);
    } else if (this.onSeek) {
      event.preventDefault();
      history.replaceState(null, "", line.querySelector("a").href);
      this.onSeek(Number(line.dataset.ms));
    }
  }

  // The line spoken at a moment. Nothing is listed beforehand: of 5,000 lines a search looks at a dozen.
  at(ms) {
    const group = lastBegun(this.root.children, ms, (list) => list.firstElementChild);
    return group && lastBegun(group.children, ms, (line) => line);
  }

  show(ms, { scroll = true } = {}) {
    const line = this.at(ms);
    if (line === this.current) return;
    this.current?.removeAttribute("aria-current");
    this.current = line;
    if (!line) return;
    line.setAttribute("aria-current", "true");
    if (this.resting) this.rest();
    else if (scroll && this.follow?.checked) this.reveal(line);
  }

  revealAt(ms) {
    const line = this.at(ms);
    if (line) this.reveal(line);
  }

  // Far away groups have no layout yet: a smooth journey there would end beside the line.
  reveal(line) {
    const far = Math.abs(line.getBoundingClientRect().top) > NEAR_SCREENS * innerHeight;
    const calm = far || document.documentElement.dataset.reading === "large" || matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}

function lastBegun(items, ms, lineOf) {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (Number(lineOf(items[middle]).dataset.ms) <= ms) low = middle + 1;
    else high = middle;
  }
  return items[low - 1];
}
