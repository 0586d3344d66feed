// Wires the page of one interview: player, wave, transcript, index, search within, sharing.
import { Player, clock } from "./player.js";
import { Transcript } from "./transcript.js";
import { drawWave } from "./wave.js";

const stage = document.querySelector("[data-player]");
const media = stage?.querySelectorAll("audio, video") ?? [];
if (media.length > 0) start(new Player(media));

function start(player) {
  const find = (name) => stage.querySelector(`[data-${name}]`);
  const range = find("range");
  const times = find("now");
  const wheel = find("toggle");
  const head = find("head");
  const played = find("played");
  const status = find("status");
  const follow = document.querySelector("[data-follow]");
  const root = document.querySelector("[data-transcript]");
  const index = [...document.querySelectorAll("[data-index] li[data-ms], [data-chapters] a[data-ms]")];
  const asked = Number(stage.dataset.startMs);
  const until = Number(stage.dataset.endMs) || Infinity;
  const memory = `heard:${stage.dataset.key}`;

  follow.checked = document.documentElement.dataset.reading !== "large";
  follow.closest("label").hidden = false;
  const transcript = root && new Transcript(root, { follow, onSeek: (ms) => jump(ms) });

  function jump(ms, end) {
    player.seek(ms, end);
    player.play();
  }

  function draw() {
    const now = player.now;
    const share = (now / player.duration) * 1000;
    range.value = String(Math.round(now / 1000));
    range.setAttribute("aria-valuetext", `${clock(now)}，共 ${clock(player.duration)}`);
    times.textContent = clock(now);
    head.setAttribute("d", `M${share.toFixed(1)} 0V100`);
    played.setAttribute("width", share.toFixed(1));
    transcript?.show(now, { scroll: player.playing });
    let here = null;
    for (const entry of index) if (Number(entry.dataset.ms) <= now) here = entry.dataset.ms;
    for (const entry of index) {
      if (entry.dataset.ms === here) entry.setAttribute("aria-current", "true");
      else entry.removeAttribute("aria-current");
    }
  }

  function state() {
    wheel.setAttribute("aria-label", player.playing ? wheel.dataset.pause : wheel.dataset.play);
    wheel.dataset.state = player.playing ? "playing" : "paused";
    status.textContent = "";
    if (!player.playing) remember();
  }

  function remember() {
    const rest = player.duration - player.now;
    if (player.now > 5000 && rest > 10000) localStorage.setItem(memory, String(Math.round(player.now)));
    else localStorage.removeItem(memory);
  }

  player.addEventListener("time", draw);
  player.addEventListener("state", state);
  player.addEventListener("waiting", () => (status.textContent = status.dataset.waiting));
  player.addEventListener("broken", () => (status.textContent = status.dataset.broken));
  addEventListener("pagehide", remember);

  range.max = String(Math.floor(player.duration / 1000));
  range.addEventListener("input", () => player.seek(Number(range.value) * 1000));
  wheel.addEventListener("click", () => player.toggle());
  find("back").addEventListener("click", () => player.seek(player.now - 10000));
  find("ahead").addEventListener("click", () => player.seek(player.now + 10000));
  for (const entry of document.querySelectorAll("[data-index] a[data-ms], [data-chapters] a[data-ms]")) {
    entry.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      history.replaceState(null, "", entry.href);
      jump(Number(entry.dataset.ms));
      const line = transcript?.lines[transcript.at(Number(entry.dataset.ms))];
      if (line) transcript.reveal(line);
    });
  }
  for (const entry of document.querySelectorAll("[data-chapters] a[data-length]")) entry.style.flexGrow = entry.dataset.length;

  rates(find("rate"), player);
  quality(find("low"), player);
  share(find("share"), player, status);
  lockScreen(player);
  hits(transcript, player);
  drawWave(stage.querySelector(".wave"), player.parts, player.duration);

  const kept = Number(localStorage.getItem(memory));
  if (asked > 0) player.seek(asked, until);
  else if (kept > 0 && !location.hash) player.seek(kept);
  draw();
  state();
}

function rates(button, player) {
  const steps = [1, 1.25, 1.5, 0.75];
  let step = 0;
  button.addEventListener("click", () => {
    step = (step + 1) % steps.length;
    player.setRate(steps[step]);
    button.textContent = button.dataset.label.replace("1", String(steps[step]));
  });
}

function quality(button, player) {
  if (!button) return;
  button.addEventListener("click", () => {
    const low = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(low));
    player.setQuality(low ? "low" : "normal");
  });
}

function share(button, player, status) {
  button.addEventListener("click", async () => {
    const address = new URL(location.href);
    address.search = `?t=${Math.floor(player.now / 1000)}`;
    const shared = { title: document.title, url: address.href };
    if (navigator.share) return navigator.share(shared).catch(() => undefined);
    await navigator.clipboard.writeText(address.href);
    status.textContent = button.dataset.done;
  });
}

function lockScreen(player) {
  if (!("mediaSession" in navigator)) return;
  const { title, artist } = document.querySelector("[data-player]").dataset;
  navigator.mediaSession.metadata = new MediaMetadata({ title, artist });
  navigator.mediaSession.setActionHandler("play", () => player.play());
  navigator.mediaSession.setActionHandler("pause", () => player.pause());
  navigator.mediaSession.setActionHandler("seekbackward", () => player.seek(player.now - 10000));
  navigator.mediaSession.setActionHandler("seekforward", () => player.seek(player.now + 10000));
}

// Search within: the links work by themselves; here they move without loading the page again. In the box Enter goes to
// the next place and Shift+Enter to the one before, as in the browser's own search.
function hits(transcript, player) {
  const box = document.querySelector("[data-hits]");
  const form = document.querySelector("[data-within]");
  const lines = transcript?.lines.filter((line) => line.hasAttribute("data-hit")) ?? [];
  if (!box || lines.length === 0) return;
  const marks = document.querySelectorAll(".wave .flag, [data-list] .tc");
  let at = Number(box.dataset.at) - 1;

  function go(to, focus = true) {
    at = (to + lines.length) % lines.length;
    const line = lines[at];
    const now = line.dataset.ms;
    box.querySelector("[data-where]").textContent = box.dataset.words.replace("{at}", String(at + 1));
    for (const mark of marks) {
      mark.classList.toggle("now", mark.dataset.ms === now);
      if (mark.dataset.ms === now) mark.setAttribute("aria-current", "true");
      else mark.removeAttribute("aria-current");
    }
    transcript.follow.checked = false;
    player.seek(Number(now));
    transcript.reveal(line);
    if (focus) line.querySelector("a").focus({ preventScroll: true });
  }

  box.addEventListener("click", (event) => {
    const link = event.target.closest("[data-step]");
    if (!link || event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    go(at + Number(link.dataset.step));
  });
  for (const mark of marks) {
    mark.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      go(lines.findIndex((line) => line.dataset.ms === mark.dataset.ms));
      player.play();
    });
  }
  const input = form.querySelector("[name=within]");
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || input.value.trim() !== input.defaultValue) return;
    event.preventDefault();
    go(at + (event.shiftKey ? -1 : 1), false);
  });
}
