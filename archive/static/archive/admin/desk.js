// The curators' desk by keyboard. Nothing here can do what the page cannot do without it; never while typing.
const desk = document.querySelector("[data-desk]");
const keys = document.querySelector("[data-keys]");

const isTyping = (event) =>
  event.isComposing || event.ctrlKey || event.metaKey || event.altKey ||
  event.target.closest("input, textarea, select, [contenteditable], dialog, audio, video");

function step(by) {
  const rows = [...desk.querySelectorAll("[data-row]")];
  if (!rows.length) return;
  const at = rows.indexOf(document.activeElement);
  rows[Math.min(Math.max(at + by, 0), rows.length - 1)].focus();
}

function go(selector) {
  desk.querySelector(selector)?.click();
}

function open(key) {
  const part = desk.querySelector(`[data-key="${key}"]`);
  if (!part) return;
  if (part.tagName === "DETAILS") part.open = true;
  part.querySelector("input:not([type=hidden]), textarea")?.focus();
  part.scrollIntoView({ block: "start" });
}

const isQueue = desk?.dataset.desk === "queue";
const actions = {
  j: () => (isQueue ? step(1) : go("[data-after]")),
  k: () => (isQueue ? step(-1) : go("[data-before]")),
  a: () => open("a"),
  q: () => open("q"),
  r: () => open("r"),
  t: () => open("t"),
  u: () => desk.dataset.queue && location.assign(desk.dataset.queue),
  "?": () => keys?.showModal(),
};

document.addEventListener("keydown", (event) => {
  if (!desk || isTyping(event) || !Object.hasOwn(actions, event.key)) return;
  event.preventDefault();
  actions[event.key]();
});

// Ready sentences go where one would type them, and can be changed there.
for (const ready of document.querySelectorAll("[data-ready]")) {
  const field = ready.closest("form").querySelector("textarea");
  ready.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    field.value = [field.value.trim(), button.textContent.trim()].filter(Boolean).join("\n");
    field.focus();
  });
}

// The sentence of a reason, until somebody has typed one of their own.
const note = document.querySelector("[name=refuse-note]");
let filled = "";
for (const reason of document.querySelectorAll("[name=refuse-reason]")) {
  reason.addEventListener("change", () => {
    if (note.value.trim() && note.value !== filled) return;
    note.value = filled = reason.dataset.sentence;
  });
}
