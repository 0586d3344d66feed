// The recorder page. The big button begins, rests and goes on; everything spoken is on the shelf before it is anywhere
// else, and on its way to the museum right after that.
import { Advice } from "./advice.js";
import { encodeFlac } from "./flac.js";
import { Level } from "./level.js";
import { Microphone, canRecord } from "./microphone.js";
import { Museum } from "./museum.js";
import { takeAsBlob } from "./playback.js";
import { Sender } from "./sender.js";
import { Shelf } from "./shelf.js";

const root = document.getElementById("recorder");
const part = (name) => root.querySelector(`[data-part="${name}"]`);
const say = JSON.parse(document.getElementById("recorder-words").textContent);
const fill = (words, facts) => words.replace(/\{(\w+)\}/g, (_, name) => facts[name]);
const clock = (ms) => `${String(Math.floor(ms / 60000)).padStart(2, "0")}:${String(Math.floor(ms / 1000) % 60).padStart(2, "0")}`;

class Recorder {
  async start() {
    this.museum = new Museum(root.dataset.url, root.dataset.token);
    this.shelf = await Shelf.open(root.dataset.draft);
    this.sender = new Sender(this.museum, this.shelf, () => this.show());
    this.advice = new Advice(part("advice"), say);
    this.level = new Level(part("level"));
    this.state = "idle";
    this.queue = Promise.resolve();
    part("button").addEventListener("click", () => this.press());
    part("finish").addEventListener("click", () => this.finish(false));
    part("finish-anyway").addEventListener("click", () => this.finish(true));
    document.addEventListener("visibilitychange", () => this.keepWhatThereIs());
    addEventListener("pagehide", () => this.keepWhatThereIs());
    this.sender.wake();
    await this.show();
    root.hidden = false;
    settleOtherWays(false);
    root.dataset.ready = "";
  }

  press() {
    if (this.state === "idle") return this.begin();
    if (this.state === "recording") return this.rest("rested");
    return undefined;
  }

  async begin() {
    this.setState("asking");
    this.microphone = new Microphone(root.dataset.worklet, {
      onSamples: (samples, rate) => this.keep(samples, rate),
      onLevel: (level) => { this.advice.hear(level); this.level.hear(level); this.tick(); },
      onLost: () => this.rest("interrupted"),
    });
    try {
      await this.microphone.open();
    } catch (problem) {
      this.microphone.close().catch(() => {});
      this.setState("idle", say[problem.name === "NotAllowedError" ? "refused" : "no_microphone"]);
      settleOtherWays(true);
      return;
    }
    const takes = await this.shelf.takes();
    const there = (this.sender.there ? this.sender.there.takes : []).map((take) => take.ordinal);
    this.take = await this.shelf.begin(1 + Math.max(0, ...there, ...takes.map((take) => take.ordinal)));
    this.sequence = 0;
    this.setState("recording");
  }

  // Chunks are written one after the other: a count that has been written holds for all before it.
  keep(samples, rate) {
    if (!this.take) return;
    const [take, sequence] = [this.take, this.sequence];
    this.sequence += 1;
    this.queue = this.queue.then(async () => {
      const bytes = encodeFlac(samples, rate).buffer;
      const digest = btoa(String.fromCharCode(...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))));
      await this.shelf.keep(take, { sequence, bytes, digest, ms: (samples.length * 1000) / rate });
      this.sender.wake();
      await this.show();
    }).catch((problem) => {
      this.failed = problem;
      this.rest("phone_full");
    });
  }

  keepWhatThereIs() {
    if (this.state === "recording") this.microphone.flush();
  }

  async rest(why) {
    if (this.state !== "recording") return;
    this.setState("resting");
    await this.microphone.close();
    await this.queue;
    this.advice.hush();
    this.take = null;
    this.setState("idle", say[why]);
    await this.show();
  }

  async finish(anyway) {
    await this.rest("rested");
    this.setState("sending", say.sending);
    await this.carried();
    const waiting = await this.shelf.countWaiting();
    if (waiting) return this.setState("idle", fill(say.still_waiting, { count: waiting }));
    try {
      const takes = (await this.shelf.takes()).filter((take) => !take.deleted).map(({ key, chunks }) => ({ key, chunks }));
      await this.museum.finish(this.sender.voice, takes, anyway);
    } catch (problem) {
      part("finish-anyway").hidden = problem.code !== "gap";
      return this.setState("idle", problem.message || say.offline);
    }
    await this.shelf.clear();
    this.sender.there = { takes: [] };
    this.setState("done", say.done);
    await this.show();
    part("next").hidden = false;
    part("next").focus();
    return undefined;
  }

  // Until everything is there, or until there is a reason not to wait for it.
  async carried() {
    for (let isThere = false; !isThere && !this.sender.trouble; ) {
      const pause = new Promise((resolve) => setTimeout(resolve, 1000, false));
      isThere = await Promise.race([this.sender.wake().then(() => true), pause]);
    }
  }

  setState(state, words = say[state]) {
    this.state = state;
    root.dataset.state = state;
    part("state").textContent = words;
    part("button").textContent = say[state === "recording" ? "button_rest" : this.told ? "button_go_on" : "button_begin"];
    part("button").disabled = !["idle", "recording"].includes(state);
    part("finish").disabled = !["idle", "recording"].includes(state);
  }

  tick() {
    if (this.state === "recording") part("clock").textContent = clock(this.total + Math.min(2000, performance.now() - this.keptAt));
  }

  // What lies where, in words: on this phone, and in the museum.
  async show() {
    const takes = (await this.shelf.takes()).filter((take) => !take.deleted);
    const elsewhere = this.elsewhere(takes);
    const waiting = await this.shelf.countWaiting();
    this.told = takes.length + elsewhere.length > 0;
    this.total = [...takes, ...elsewhere].reduce((sum, take) => sum + (take.ms || take.duration_ms), 0);
    this.keptAt = performance.now();
    if (this.state !== "done") part("clock").textContent = clock(this.total);
    part("saved").textContent = this.told || this.state === "done" ? fill(waiting ? say.saved_waiting : say.saved_all, { count: waiting }) : say.saved_none;
    part("trouble").textContent = this.sender.trouble === "offline" ? say.offline : this.sender.trouble;
    part("finish").hidden = !this.told || this.state === "done";
    drawTakes(this, takes, elsewhere);
    if (this.state === "idle") part("button").textContent = say[this.told ? "button_go_on" : "button_begin"];
  }

  // Takes that were told on another phone, or before this browser forgot.
  elsewhere(takes) {
    const here = new Set(takes.map((take) => take.key));
    const there = this.sender.there ? this.sender.there.takes : [];
    return there.filter((take) => !take.deleted && !here.has(take.key) && !(this.removed || new Set()).has(take.key));
  }

  async listen(key, player) {
    const own = await this.shelf.chunks(key);
    let pieces = own.map((chunk) => chunk.bytes);
    if (!pieces.length) {
      const { runs } = this.sender.there.takes.find((take) => take.key === key);
      const numbers = runs.flatMap(([first, last]) => Array.from({ length: last - first + 1 }, (_, at) => first + at));
      pieces = await Promise.all(numbers.map((number) => this.museum.sound(this.sender.voice, key, number)));
    }
    player.src = URL.createObjectURL(await takeAsBlob(pieces));
    player.hidden = false;
    await player.play().catch(() => {});
  }

  async remove(key) {
    this.removed = (this.removed || new Set()).add(key);
    const take = (await this.shelf.takes()).find((row) => row.key === key);
    await this.shelf.remove(take || { key, draft: root.dataset.draft, ordinal: 0, chunks: 0, ms: 0 });
    part("state").textContent = say.removed;
    this.sender.wake();
    await this.show();
    part("button").focus();
  }
}

// Rows are kept while their takes stay, so that what has the focus, or is being played, is not torn away.
function drawTakes(recorder, takes, elsewhere) {
  const list = part("takes");
  const all = [...elsewhere, ...takes];
  const keys = new Set(all.map((take) => take.key));
  for (const row of [...list.children]) if (!keys.has(row.dataset.take)) row.remove();
  all.forEach((take, index) => {
    const row = list.querySelector(`[data-take="${take.key}"]`) || newRow(recorder, list, take.key);
    row.querySelector("[data-words]").textContent = fill(say.take, { number: index + 1, length: clock(take.ms || take.duration_ms) });
  });
  part("takes-section").hidden = all.length === 0;
}

function newRow(recorder, list, key) {
  const row = document.getElementById("recorder-take").content.firstElementChild.cloneNode(true);
  const [listen, remove, player] = ["listen", "remove", "player"].map((name) => row.querySelector(`[data-do="${name}"]`));
  row.dataset.take = key;
  listen.addEventListener("click", () => recorder.listen(key, player).catch(() => { part("state").textContent = say.not_playable; }));
  remove.addEventListener("click", () => {
    if (remove.dataset.sure) return recorder.remove(key);
    remove.dataset.sure = "yes";
    remove.textContent = say.sure;
    return undefined;
  });
  remove.addEventListener("blur", () => {
    delete remove.dataset.sure;
    remove.textContent = say.remove;
  });
  list.append(row);
  return row;
}

// until it is known whether this phone records, what is in there takes no room (see recorder.css)
function settleOtherWays(open) {
  const otherWays = document.getElementById("other-ways");
  otherWays.open = open;
  otherWays.dataset.settled = "";
}

if (canRecord()) {
  new Recorder().start().catch(() => { root.hidden = true; settleOtherWays(true); });
} else {
  root.hidden = true;
  document.getElementById("no-microphone").hidden = false;
  settleOtherWays(true);
}
