// Where this device stopped listening, offered and never played unasked.
import { clock } from "./player.js";

const WORTH_MS = 5000;
const REST_MS = 10000;

export function offerToResume(stage, player, { quiet }) {
  const key = `heard:${stage.dataset.key}`;
  const offer = stage.querySelector("[data-resume]");
  const kept = Number(read(key));
  let listened = false;

  function remember() {
    if (!listened) return;
    const worth = player.now > WORTH_MS && player.duration - player.now > REST_MS;
    write(key, worth ? String(Math.round(player.now)) : null);
  }

  player.addEventListener("state", () => {
    listened ||= player.playing;
    if (player.playing) offer.hidden = true;
    else remember();
  });
  addEventListener("pagehide", remember);
  document.addEventListener("visibilitychange", remember);

  if (quiet || !(kept > 0) || kept >= player.duration) return;
  const button = offer.querySelector("button");
  button.textContent = offer.dataset.words.replace("{at}", clock(kept).replace(/^00:/, ""));
  offer.hidden = false;
  button.addEventListener("click", () => {
    player.seek(kept);
    player.play();
    stage.querySelector("[data-toggle]").focus();
  });
}

// A private window may refuse to remember; then there is nothing to offer.
function read(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

function write(key, value) {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, value);
  } catch {
    // Full or forbidden: the next visit starts from the beginning.
  }
}
