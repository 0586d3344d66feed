// The points of a picture, set on the picture. The fields of the form stay what counts: a mark is only another way to
// fill in two numbers, and whatever is typed there moves the mark.
{
  const STEPS = { ArrowLeft: ["x", -1], ArrowRight: ["x", 1], ArrowUp: ["y", -1], ArrowDown: ["y", 1] };
  const WIDTH_PX = 800;

  const percent = (value) => Math.round(Math.min(Math.max(value, 0), 100));

  class Row {
    constructor(across) {
      this.across = across;
      this.stem = across.name.slice(0, -"-value-x".length);
    }

    field(axis) {
      return axis === "x" ? this.across : document.getElementsByName(`${this.stem}-value-y`)[0];
    }

    get isDeleted() {
      return Boolean(document.getElementsByName(`${this.stem}-deleted`)[0]?.value);
    }

    get order() {
      return Number(document.getElementsByName(`${this.stem}-order`)[0]?.value ?? 0);
    }

    at(axis) {
      return percent(Number.parseFloat(this.field(axis).value) || 0);
    }

    put(axis, value) {
      const field = this.field(axis);
      field.value = percent(value);
      for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  class Board {
    constructor(prefix, words) {
      this.prefix = prefix;
      this.words = words;
      this.marks = new Map();
      this.chosen = document.getElementById(`${prefix}-image`);
      this.form = this.chosen.closest("form") ?? document.body;
      this.root = this.#build();
      this.picture.addEventListener("pointerdown", (event) => this.#grab(event));
      this.form.addEventListener("input", () => this.draw());
      // Wagtail adds, moves and deletes rows, and tells of a newly chosen picture, after its own handlers have run.
      this.form.addEventListener("click", () => setTimeout(() => this.draw(), 50));
      this.chosen.addEventListener("change", () => setTimeout(() => this.draw()));
      new MutationObserver(() => this.draw()).observe(this.#list(), { childList: true, subtree: true });
      this.draw();
    }

    #list() {
      return document.getElementsByName(`${this.prefix}-points-count`)[0].parentElement;
    }

    #build() {
      const root = document.createElement("div");
      root.className = "point-board";
      root.setAttribute("role", "group");
      root.setAttribute("aria-label", this.words.title);
      this.picture = document.createElement("div");
      this.picture.className = "point-board__picture";
      this.image = document.createElement("img");
      this.image.alt = "";
      this.image.draggable = false;
      this.image.addEventListener("error", () => this.#showSmall());
      this.picture.append(this.image);
      this.help = document.createElement("p");
      this.help.className = "help";
      root.append(this.picture, this.help);
      this.#list().before(root);
      return root;
    }

    rows() {
      const stem = `${this.prefix}-points-`;
      return [...this.form.querySelectorAll(`input[name^="${stem}"][name$="-value-x"]`)]
        .map((field) => new Row(field))
        .filter((row) => !row.isDeleted)
        .sort((one, other) => one.order - other.order);
    }

    draw() {
      const id = this.chosen.value;
      this.picture.hidden = !id;
      this.help.textContent = id ? this.words.how : this.words.empty;
      if (id && this.image.dataset.id !== id) {
        this.image.dataset.id = id;
        this.image.src = `${location.pathname.split("/pages/")[0]}/images/${id}/preview/width-${WIDTH_PX}/`;
      }
      const rows = this.rows();
      const kept = new Set(rows.map((row) => row.stem));
      for (const [stem, mark] of this.marks) if (!kept.has(stem)) this.#remove(stem, mark);
      rows.forEach((row, index) => this.#show(row, index + 1));
    }

    #showSmall() {
      const small = this.chosen.parentElement.querySelector("[data-chooser-image]");
      if (small && this.image.src !== small.src) this.image.src = small.src;
    }

    #remove(stem, mark) {
      mark.remove();
      this.marks.delete(stem);
    }

    #show(row, number) {
      let mark = this.marks.get(row.stem);
      if (!mark) {
        mark = document.createElement("button");
        mark.type = "button";
        mark.addEventListener("keydown", (event) => this.#step(event, mark));
        this.marks.set(row.stem, mark);
        this.picture.append(mark);
      }
      mark.row = row;
      mark.textContent = number;
      mark.setAttribute("aria-label", `${this.words.point.replace("%s", number)} ${row.at("x")}%, ${row.at("y")}%`);
      mark.style.left = `${row.at("x")}%`;
      mark.style.top = `${row.at("y")}%`;
    }

    #step(event, mark) {
      if (!STEPS[event.key]) return;
      event.preventDefault();
      const [axis, by] = STEPS[event.key];
      mark.row.put(axis, mark.row.at(axis) + by * (event.shiftKey ? 5 : 1));
    }

    #grab(event) {
      const mark = event.target.closest("button") ?? this.#nearest(event);
      if (!mark) return;
      event.preventDefault();
      mark.focus();
      const follow = (moved) => this.#put(mark, moved);
      const drop = () => {
        removeEventListener("pointermove", follow);
        removeEventListener("pointerup", drop);
        removeEventListener("pointercancel", drop);
      };
      addEventListener("pointermove", follow);
      addEventListener("pointerup", drop);
      addEventListener("pointercancel", drop);
      if (event.target !== mark) follow(event);
    }

    #nearest(event) {
      const away = (mark) => {
        const box = mark.getBoundingClientRect();
        return Math.hypot(box.x + box.width / 2 - event.clientX, box.y + box.height / 2 - event.clientY);
      };
      return [...this.marks.values()].sort((one, other) => away(one) - away(other))[0];
    }

    #put(mark, event) {
      const box = this.picture.getBoundingClientRect();
      mark.row.put("x", ((event.clientX - box.left) / box.width) * 100);
      mark.row.put("y", ((event.clientY - box.top) / box.height) * 100);
    }
  }

  class HotspotsDefinition extends window.wagtailStreamField.blocks.StructBlockDefinition {
    render(placeholder, prefix, initialState, initialError) {
      const block = super.render(placeholder, prefix, initialState, initialError);
      new Board(prefix, this.meta.pointWords);
      return block;
    }
  }

  window.telepath.register("museum.blocks.HotspotsBlock", HotspotsDefinition);
}
