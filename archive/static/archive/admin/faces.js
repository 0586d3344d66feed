// Faces drawn on the photograph. The rows of the form stay what counts: a box is only another way to fill in four of
// their fields, and whatever is typed there moves the box.
{
  const SIDES = ["left", "top", "width", "height"];
  const STEP = 0.005;
  const SMALLEST = 0.01;
  const FRESH = { left: 0.45, top: 0.4, width: 0.1, height: 0.14 };
  const GRIP_PX = 16;

  const within = (value, low, high) => Math.min(Math.max(value, low), high);

  class Row {
    constructor(element) {
      this.element = element;
    }

    field(name) {
      return this.element.querySelector(`[name^="faces-"][name$="-${name}"]:not([name*="-claims-"])`);
    }

    get isDeleted() {
      return Boolean(this.field("DELETE")?.value);
    }

    get number() {
      return this.field("number").value;
    }

    get frame() {
      const values = SIDES.map((side) => Number.parseFloat(this.field(side).value));
      return values.some(Number.isNaN) ? null : Object.fromEntries(SIDES.map((side, index) => [side, values[index]]));
    }

    set frame(frame) {
      for (const side of SIDES) this.fill(side, frame ? (Math.floor(frame[side] * 1e5 + 1e-6) / 1e5).toFixed(5) : "");
    }

    fill(name, value) {
      const field = this.field(name);
      field.value = value;
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  class Board {
    constructor(root) {
      this.root = root;
      this.picture = root.querySelector("[data-face-picture]");
      this.forms = document.getElementById("id_faces-FORMS");
      this.boxes = new Map();
      root.hidden = false;
      root.querySelector("[data-face-new]").addEventListener("click", () => this.#place(this.#waiting() ?? this.#added(), FRESH, true));
      this.picture.addEventListener("pointerdown", (event) => this.#grab(event));
      this.forms.addEventListener("input", () => this.draw());
      new MutationObserver(() => this.draw()).observe(this.forms, { childList: true });
      // Wagtail marks a row as deleted after its own click handler has run.
      this.forms.addEventListener("click", () => setTimeout(() => this.draw()));
      this.draw();
    }

    get rows() {
      return [...this.forms.children].filter((child) => child.matches("[data-inline-panel-child]")).map((child) => new Row(child));
    }

    say(what, number) {
      this.root.querySelector("[data-face-status]").textContent = this.root.dataset[what].replace("NUMBER", number);
    }

    draw() {
      const kept = new Set();
      for (const row of this.rows.filter((each) => !each.isDeleted)) {
        this.#offer(row);
        if (!row.frame) continue;
        kept.add(row.element);
        this.#show(this.boxes.get(row.element) ?? this.#box(row), row);
      }
      for (const [element, box] of this.boxes) {
        if (kept.has(element)) continue;
        box.remove();
        this.boxes.delete(element);
      }
    }

    #show(box, row) {
      for (const side of SIDES) box.style[side] = `${row.frame[side] * 100}%`;
      box.dataset.number = row.number;
      box.setAttribute("aria-label", this.root.dataset.faceName.replace("NUMBER", row.number));
    }

    #box(row) {
      const box = document.createElement("div");
      box.className = "archive-faces__box";
      box.tabIndex = 0;
      box.setAttribute("role", "button");
      box.addEventListener("keydown", (event) => this.#key(event, row));
      this.boxes.set(row.element, box);
      this.picture.append(box);
      return box;
    }

    // In a row that was counted and not drawn stands a button to draw it.
    #offer(row) {
      let button = row.element.querySelector("[data-face-offer]");
      if (!button) {
        button = document.createElement("button");
        button.type = "button";
        button.className = "button button-small button-secondary";
        button.dataset.faceOffer = "";
        button.textContent = this.root.dataset.faceDraw;
        button.addEventListener("click", () => {
          this.chosen = row;
          this.root.scrollIntoView({ block: "nearest" });
          this.say("faceNext", row.number);
        });
        row.field("number").closest("[data-field-wrapper], .w-field, div").append(button);
      }
      button.hidden = Boolean(row.frame);
    }

    #waiting() {
      const row = this.chosen;
      this.chosen = undefined;
      return row && !row.isDeleted && !row.frame ? row : undefined;
    }

    #added() {
      const numbers = this.rows.map((row) => Number(row.number) || 0);
      document.getElementById("id_faces-ADD").click();
      const row = this.rows.at(-1);
      row.fill("number", Math.max(0, ...numbers) + 1);
      return row;
    }

    #place(row, frame, focus) {
      row.frame = frame;
      this.draw();
      this.say("faceDrawn", row.number);
      if (focus) this.boxes.get(row.element).focus();
    }

    #at(event) {
      const area = this.picture.getBoundingClientRect();
      return { x: within((event.clientX - area.left) / area.width, 0, 1), y: within((event.clientY - area.top) / area.height, 0, 1) };
    }

    #grab(event) {
      if (event.button !== 0) return;
      event.preventDefault();
      const box = event.target.closest(".archive-faces__box");
      const start = this.#at(event);
      const row = box && this.rows.find((each) => this.boxes.get(each.element) === box);
      box?.focus();
      const follow = row ? this.#holding(event, row, box, start) : this.#drawing(start);
      const stop = () => {
        removeEventListener("pointermove", follow.move);
        removeEventListener("pointerup", stop);
        removeEventListener("pointercancel", stop);
        follow.end?.();
      };
      addEventListener("pointermove", follow.move);
      addEventListener("pointerup", stop);
      addEventListener("pointercancel", stop);
    }

    #holding(event, row, box, start) {
      const before = row.frame;
      const corner = box.getBoundingClientRect();
      const isGrip = corner.right - event.clientX < GRIP_PX && corner.bottom - event.clientY < GRIP_PX;
      return {
        move: (moved) => {
          const to = this.#at(moved);
          this.#change(row, before, to.x - start.x, to.y - start.y, isGrip);
        },
      };
    }

    #drawing(start) {
      const ghost = document.createElement("div");
      ghost.className = "archive-faces__box";
      ghost.dataset.active = "";
      this.picture.append(ghost);
      let frame;
      return {
        move: (moved) => {
          const to = this.#at(moved);
          frame = { left: Math.min(start.x, to.x), top: Math.min(start.y, to.y), width: Math.abs(to.x - start.x), height: Math.abs(to.y - start.y) };
          for (const side of SIDES) ghost.style[side] = `${frame[side] * 100}%`;
        },
        end: () => {
          ghost.remove();
          if (frame && frame.width >= SMALLEST && frame.height >= SMALLEST) this.#place(this.#waiting() ?? this.#added(), frame, true);
        },
      };
    }

    #change(row, before, x, y, isSize) {
      row.frame = isSize
        ? { ...before, width: within(before.width + x, SMALLEST, 1 - before.left), height: within(before.height + y, SMALLEST, 1 - before.top) }
        : { ...before, left: within(before.left + x, 0, 1 - before.width), top: within(before.top + y, 0, 1 - before.height) };
      this.draw();
    }

    #key(event, row) {
      const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
      if (way) this.#change(row, row.frame, way[0] * STEP, way[1] * STEP, event.shiftKey);
      else if (event.key === "Delete" || event.key === "Backspace") {
        this.say("faceErased", row.number);
        row.frame = null;
        this.draw();
        this.root.querySelector("[data-face-new]").focus();
      } else if (event.key === "Enter") row.field("position").focus();
      else return;
      event.preventDefault();
    }
  }

  document.addEventListener("DOMContentLoaded", () => {
    for (const root of document.querySelectorAll("[data-face-board]")) new Board(root);
  });
}
