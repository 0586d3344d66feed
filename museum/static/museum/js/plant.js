// The slider and the sheet without a new page. Without this script every decade and every place is a link.

const PARTS = ["[data-sheet]", "[data-panel]", "[data-list]", "#plan-title", ".years"];
const kept = new Map();
let latest = 0;

async function page(address) {
  const key = address.split("#")[0];
  if (!kept.has(key)) {
    const answer = await fetch(key);
    if (!answer.ok) throw new Error(String(answer.status));
    kept.set(key, await answer.text());
  }
  return new DOMParser().parseFromString(kept.get(key), "text/html");
}

function put(found) {
  const sheet = document.querySelector("[data-sheet]");
  const across = sheet.scrollLeft;
  for (const part of PARTS) document.querySelector(part).replaceWith(document.importNode(found.querySelector(part), true));
  document.querySelector("[data-sheet]").scrollLeft = across;
  document.title = found.title;
  const slider = document.querySelector("[data-slider] input");
  const shown = found.querySelector("[data-slider] input");
  slider.value = shown.getAttribute("value");
  slider.setAttribute("aria-valuetext", shown.getAttribute("aria-valuetext"));
}

async function show(address, { remember = true, say = "" } = {}) {
  const turn = ++latest;
  let found;
  try {
    found = await page(address);
  } catch {
    location.assign(address);
    return;
  }
  if (turn !== latest) return;
  put(found);
  if (remember) history.pushState(null, "", address);
  document.querySelector("[data-said]").textContent = say || document.title.split("·")[0];
}

function focusPanel(slug) {
  const panel = document.querySelector("[data-panel]");
  panel.focus({ preventScroll: true });
  const top = panel.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight * 0.7) panel.scrollIntoView({ block: "start" });
  return slug;
}

const plan = document.querySelector("[data-plan]");
const slider = plan.querySelector("[data-slider]");
slider.hidden = false;
slider.querySelector("input").addEventListener("input", (event) => {
  const link = [...plan.querySelectorAll(".decades a")].find((each) => each.textContent.trim() === event.target.value);
  if (link) show(link.getAttribute("href"));
});

plan.addEventListener("click", async (event) => {
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const href = link.getAttribute("href") || "";
  const address = href.startsWith("?") ? href : href.startsWith("/plant/?") ? href.slice("/plant/".length) : "";
  if (!address) return;
  event.preventDefault();
  const isDecade = Boolean(link.closest(".decades"));
  await show(address);
  if (isDecade) plan.querySelector('.decades [aria-current="true"]').focus();
  else focusPanel();
});

addEventListener("popstate", () => show(location.search || "?", { remember: false }));

// On a narrow screen the sheet opens on the chosen place, else on the works in its middle.
const here = plan.querySelector(".is-here .body");
const sheet = plan.querySelector("[data-sheet]");
if (sheet.scrollWidth > sheet.clientWidth) {
  const box = here ? here.getBoundingClientRect() : null;
  const edge = sheet.getBoundingClientRect().left;
  sheet.scrollLeft = box ? box.left - edge + box.width / 2 - sheet.clientWidth / 2 : sheet.scrollWidth * 0.27;
}
