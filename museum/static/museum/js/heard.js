// 有人听了: after five seconds of sound the museum is told that this interview was heard; once a day from this device.
// What was told today is noted on the device alone. The museum counts days, not people.

const ENOUGH_MS = 5000;
const KEY = "heard";
const told = new Set();
const listened = new WeakMap();

document.addEventListener("timeupdate", (event) => hear(event.target), true);
document.addEventListener("ended", (event) => tell(event.target), true);

function hear(media) {
  const { at = media.currentTime, ms = 0 } = listened.get(media) ?? {};
  const step = (media.currentTime - at) * 1000;
  const sum = ms + (step > 0 && step < 2000 ? step : 0);
  listened.set(media, { at: media.currentTime, ms: sum });
  if (sum >= ENOUGH_MS) tell(media);
}

function tell(media) {
  const from = media.closest("[data-heard]")?.dataset.heard;
  if (!from) return;
  const { pathname } = new URL(from, location.href);
  if (told.has(pathname) || notedToday().includes(pathname)) return;
  told.add(pathname);
  note(pathname);
  navigator.sendBeacon(`${pathname}heard/`);
}

function today() {
  return new Date().toISOString().slice(0, 10);
}

function notedToday() {
  try {
    const noted = JSON.parse(localStorage.getItem(KEY));
    return noted?.day === today() ? noted.paths : [];
  } catch {
    return [];
  }
}

function note(pathname) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ day: today(), paths: [...notedToday(), pathname] }));
  } catch {
    // Nothing can be kept here: it is told once for each page that is opened.
  }
}
