// Where a child has got to on a trail, kept on this device and nowhere else. Without this script the trail is walked
// all the same, only nothing is ticked off.

const trail = document.querySelector("[data-trail]");
const printing = document.querySelector("[data-print]");
const KEY = trail ? `trail:${trail.dataset.trail}` : "";

function walked() {
  try {
    return new Set(JSON.parse(localStorage.getItem(KEY) ?? "[]"));
  } catch {
    return new Set();
  }
}

function keep(done) {
  try {
    if (done.size) localStorage.setItem(KEY, JSON.stringify([...done]));
    else localStorage.removeItem(KEY);
  } catch {
    // A phone that keeps nothing is a phone on which nothing is ticked off.
  }
}

function show() {
  const done = walked();
  const stations = [...trail.querySelectorAll("[data-station]")];
  for (const each of stations) {
    const isDone = done.has(each.dataset.station);
    each.classList.toggle("is-done", isDone);
    const said = each.querySelector(".stops__done");
    if (said) said.hidden = !isDone;
  }
  const kept = trail.querySelector("[data-kept]");
  if (kept) kept.hidden = !done.size;
  goOn(stations, done);
}

function goOn(stations, done) {
  const start = trail.querySelector("[data-start]");
  if (!start) return;
  start.dataset.first ??= start.textContent;
  const next = stations.findIndex((each) => !done.has(each.dataset.station));
  const isOnTheWay = done.size > 0 && next > 0;
  start.textContent = isOnTheWay ? start.dataset.goOn.replace("%s", next + 1) : start.dataset.first;
  start.href = stations[isOnTheWay ? next : 0].querySelector("a").href;
}

if (trail) {
  trail.querySelector("[data-done]")?.addEventListener("click", () => keep(walked().add(trail.dataset.here)));
  trail.querySelector("[data-again]")?.addEventListener("click", () => {
    keep(new Set());
    show();
    trail.querySelector("[data-start]").focus();
  });
  show();
  // Coming back with the phone's own button shows the page as it was left.
  addEventListener("pageshow", show);
}

if (printing) {
  printing.hidden = false;
  document.querySelector("[data-how]").hidden = true;
  printing.addEventListener("click", () => print());
}
