// The transcript follows the sound, and never fights the reader: the first scroll by hand switches following off.

const SCROLL_KEYS = new Set(["PageUp", "PageDown", "ArrowUp", "ArrowDown", "Home", "End", " "]);

export class Transcript {
  constructor(root, { follow, onSeek }) {
    this.root = root;
    this.follow = follow;
    this.lines = [...root.querySelectorAll(".seg")];
    this.starts = Float64Array.from(this.lines, (line) => Number(line.dataset.ms));
    this.current = -1;
    this.ownScroll = 0;
    root.addEventListener("click", (event) => this.#click(event, onSeek));
    for (const kind of ["wheel", "touchmove"]) addEventListener(kind, () => this.#handScroll(), { passive: true });
    addEventListener("keydown", (event) => {
      if (SCROLL_KEYS.has(event.key) && !event.target.closest("input, button, a, select, textarea, summary")) this.#handScroll();
    });
  }

  #click(event, onSeek) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    const line = event.target.closest(".seg");
    if (!line) return;
    const link = event.target.closest("a");
    // Choosing words with the mouse is reading, not seeking.
    if (!link && String(getSelection())) return;
    if (link && link.parentElement !== line) return;
    event.preventDefault();
    history.replaceState(null, "", line.querySelector("a").href);
    onSeek(Number(line.dataset.ms));
  }

  #handScroll() {
    if (this.follow.checked) this.follow.checked = false;
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
    if (scroll && this.follow.checked) this.reveal(line);
  }

  reveal(line) {
    const calm = document.documentElement.dataset.reading === "large" || matchMedia("(prefers-reduced-motion: reduce)").matches;
    line.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  }
}
