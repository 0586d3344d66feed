// Looking closely: OpenSeadragon is fetched when somebody asks for it, never before. Without it the link opens the
// largest picture there is.
const STEP = 1.5;
const ARROW_PX = 60;
const calm = () => document.documentElement.dataset.reading === "large" || matchMedia("(prefers-reduced-motion: reduce)").matches;
let engine;

function load(address) {
  engine ??= new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.onload = () => resolve(window.OpenSeadragon);
    script.onerror = () => {
      engine = undefined;
      script.remove();
      reject(new Error(address));
    };
    document.head.append(script);
  });
  return engine;
}

class Looking {
  constructor(root) {
    this.root = root;
    root.addEventListener("click", (event) => this.#click(event));
    this.#followGallery();
    this.#followFaces();
  }

  #click(event) {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || event.button !== 0) return;
    const link = event.target.closest("a[data-zoom]");
    if (link) {
      event.preventDefault();
      this.open(link);
      return;
    }
    const view = event.target.closest(".views a");
    if (view) this.#turn(event, view);
  }

  #turn(event, view) {
    const figure = this.root.querySelector(view.hash);
    event.preventDefault();
    figure.parentElement.scrollTo({ left: figure.offsetLeft - figure.parentElement.offsetLeft, behavior: calm() ? "auto" : "smooth" });
    const link = figure.querySelector("a[data-zoom]");
    if (this.viewer && link) this.show(link);
  }

  async open(link) {
    if (!this.box) this.#build();
    this.from = link;
    this.say("waiting");
    try {
      const OpenSeadragon = await load(this.root.dataset.engine);
      if (this.box) this.show(link, OpenSeadragon);
    } catch {
      this.say("failed");
    }
  }

  #build() {
    this.box = this.root.querySelector("template[data-viewer]").content.firstElementChild.cloneNode(true);
    this.canvas = this.box.querySelector("[data-canvas]");
    this.root.append(this.box);
    this.box.addEventListener("click", (event) => this.#press(event.target.closest("button")?.dataset.do));
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.#press(this.isFull ? "full" : "close");
    });
    this.box.querySelector("[data-do=close]").focus({ preventScroll: true });
  }

  say(state) {
    const words = this.box.querySelector("[data-status]");
    words.textContent = state ? words.dataset[state] : "";
  }

  show(link, OpenSeadragon = window.OpenSeadragon) {
    this.from = link;
    this.viewer ??= this.#start(OpenSeadragon);
    this.viewer.open(link.dataset.zoom);
  }

  #start(OpenSeadragon) {
    const still = calm();
    const viewer = OpenSeadragon({
      element: this.canvas, drawer: "canvas", showNavigationControl: false, maxZoomPixelRatio: 2, visibilityRatio: 0.6,
      animationTime: still ? 0 : 0.6, springStiffness: still ? 100 : 7, immediateRender: still,
      gestureSettingsMouse: { clickToZoom: false, dblClickToZoom: true },
      gestureSettingsTouch: { flickEnabled: !still },
    });
    viewer.canvas.setAttribute("role", "application");
    viewer.canvas.setAttribute("aria-label", this.canvas.dataset.label);
    viewer.addHandler("canvas-key", (event) => this.#key(event));
    viewer.addHandler("open", () => {
      this.say("");
      this.#frame(OpenSeadragon);
      viewer.canvas.focus({ preventScroll: true });
    });
    viewer.addHandler("open-failed", () => this.say("failed"));
    return viewer;
  }

  #key(event) {
    const key = event.originalEvent.key;
    const moves = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
    const done = { "+": "in", "=": "in", "-": "out", _: "out", Home: "home", 0: "home" }[key];
    event.preventDefaultAction = true;
    if (event.originalEvent.ctrlKey || event.originalEvent.metaKey || event.originalEvent.altKey) return;
    if (done) this.#press(done);
    else if (moves[key]) this.#pan(...moves[key].map((way) => way * ARROW_PX));
    else return;
    event.originalEvent.preventDefault();
  }

  #pan(x, y) {
    const { viewport } = this.viewer;
    viewport.panBy(viewport.deltaPointsFromPixels(new window.OpenSeadragon.Point(x, y)), calm());
    viewport.applyConstraints(calm());
  }

  #press(what) {
    const viewport = this.viewer?.viewport;
    if (what === "close") this.close();
    else if (what === "full") this.#full();
    else if (viewport && what === "home") viewport.goHome(calm());
    else if (viewport && what) {
      viewport.zoomBy(what === "in" ? STEP : 1 / STEP, null, calm());
      viewport.applyConstraints(calm());
    }
  }

  get isFull() {
    return this.box.classList.contains("viewer--full");
  }

  // A telephone's browser may know no full screen; the fixed box covers the page all the same.
  #full() {
    const full = this.box.classList.toggle("viewer--full");
    this.box.querySelector("[data-do=full]").setAttribute("aria-pressed", String(full));
    if (full) {
      this.box.requestFullscreen?.().catch(() => {});
      this.left = () => !document.fullscreenElement && this.isFull && this.#full();
      document.addEventListener("fullscreenchange", this.left);
    } else {
      document.removeEventListener("fullscreenchange", this.left);
      if (document.fullscreenElement) document.exitFullscreen();
    }
  }

  close() {
    if (this.isFull) this.#full();
    this.viewer?.destroy();
    this.box.remove();
    this.viewer = this.box = undefined;
    this.from.focus({ preventScroll: true });
  }

  // The frames of the first picture, drawn again over the large one.
  #frame(OpenSeadragon) {
    this.viewer.clearOverlays();
    if (!this.from.closest("#view-1") || document.querySelector("#marks")?.checked === false) return;
    const { x: width, y: height } = this.viewer.world.getItemAt(0).getContentSize();
    for (const frame of this.root.querySelectorAll(".frame")) {
      const [left, top, wide, high] = ["x", "y", "width", "height"].map((name) => frame.firstElementChild.nextElementSibling[name].baseVal.value / 1000);
      const element = document.createElement("div");
      element.className = frame.classList.contains("frame--unknown") ? "viewer__face viewer__face--unknown" : "viewer__face";
      element.dataset.face = frame.id.replace("frame-", "");
      const ratio = height / width;
      this.viewer.addOverlay({ element, location: new OpenSeadragon.Rect(left, top * ratio, wide, high * ratio) });
    }
  }

  // Pointing at a name shows the face, and the other way round.
  #followFaces() {
    const list = document.querySelectorAll(".face");
    for (const item of list) {
      const number = item.id.replace("face-", "");
      const mark = (on) => {
        for (const shown of this.root.querySelectorAll(`#frame-${number}, [data-face="${number}"]`)) shown.toggleAttribute("data-shown", on);
      };
      for (const kind of ["pointerenter", "focusin"]) item.addEventListener(kind, () => mark(true));
      for (const kind of ["pointerleave", "focusout"]) item.addEventListener(kind, () => mark(false));
      item.querySelector("a.face__no")?.addEventListener("click", (event) => this.#approach(event, number));
    }
  }

  #approach(event, number) {
    const face = this.viewer?.getOverlayById(this.root.querySelector(`[data-face="${number}"]`));
    if (!face) return;
    event.preventDefault();
    const bounds = face.getBounds(this.viewer.viewport);
    const room = new window.OpenSeadragon.Rect(bounds.x - bounds.width, bounds.y - bounds.height, bounds.width * 3, bounds.height * 3);
    this.viewer.viewport.fitBounds(room, calm());
    this.root.scrollIntoView({ block: "nearest" });
  }

  #followGallery() {
    const gallery = this.root.querySelector("[data-gallery]");
    const links = [...this.root.querySelectorAll(".views a")];
    if (!gallery || !links.length) return;
    const seen = new IntersectionObserver(
      (entries) => {
        for (const entry of entries.filter((each) => each.isIntersecting))
          for (const link of links) link.hash === `#${entry.target.id}` ? link.setAttribute("aria-current", "true") : link.removeAttribute("aria-current");
      },
      { root: gallery, threshold: 0.6 },
    );
    for (const figure of gallery.children) seen.observe(figure);
  }
}

for (const root of document.querySelectorAll("[data-looking]")) new Looking(root);
