// The transcript follows the sound, and never fights the reader: a scroll by hand lets it rest until it is called back.

const SCROLL_KEYS = new Set(["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End", " "]);
const NEAR_SCREENS = 2;

export class Transcript {
  constructor(root, onSeek) {
    this.root = root;
    this.onSeek = onSeek;
    this.onPick = null;
    this.lines = [...root.querySelectorAll(".seg")];
    this.starts = Float64Array.from(this.lines, (line) => Number(line.dataset.ms));
    this.current = -1;
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
    if (this.follow && this.catchUpButton) this.catchUpButton.hidden = !this.follow.checked || this.current < 0;
  }

  catchUp() {
    this.resting = false;
    this.catchUpButton.hidden = true;
    if (this.lines[this.current]) this.reveal(this.lines[this.current]);
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

  at(ms) {
    let low = 0;
    let high = this.starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.starts[middle] <= ms) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  show(ms, { scroll = true } = {}) {
    const index = this.at(ms);
    if (index === this.current) return;
    this.lines[this.current]?.removeAttribute("aria-current");
    this.current = index;
    const line = this.lines[index];
    if (!line) return;
    line.setAttribute("aria-current", "true");
    if (this.resting) this.rest();
    else if (scroll && this.follow?.checked) this.reveal(line);
  }

  revealAt(ms) {
    const line = this.lines[this.at(ms)];
    if (line) this.reveal(line);
  }

  // Far away groups have no layout yet: a smooth journey there would end beside the line.
  reveal(line) {
    const far = Math.abs(line.getBoundingClientRect().top) > NEAR_SCREENS * innerHeight;
    const calm = far || document.documentElement.dataset.reading === "large" || matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}
