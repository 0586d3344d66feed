// Carries chunks from the shelf to the museum, one after the other, for as long as it takes. A chunk leaves the queue
// only when the museum has said that it lies there.

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30000;
const LASTING = new Set([400, 403, 404, 413, 415, 422]);

export class Sender {
  constructor(museum, shelf, onChange) {
    Object.assign(this, { museum, shelf, onChange, voice: "", pause: FIRST_PAUSE_MS, trouble: "", asleep: null });
    addEventListener("online", () => this.wake());
    document.addEventListener("visibilitychange", () => this.wake());
  }

  // There is something new to send, or reason to hope that it can be sent now.
  wake() {
    this.again = true;
    if (this.asleep) this.asleep();
    if (!this.running) this.running = this.run().finally(() => { this.running = null; });
    return this.running;
  }

  async run() {
    for (;;) {
      try {
        if (!this.there) await this.look();
        await this.tellRemovals();
        this.again = false;
        const chunk = await this.shelf.nextWaiting();
        if (!chunk && this.again) continue;
        if (!chunk) return;
        if (!this.voice) this.voice = (await this.museum.open()).key;
        await this.carry(chunk);
        this.pause = FIRST_PAUSE_MS;
        this.say("");
      } catch (problem) {
        this.say(problem.message && problem.status ? problem.message : "offline");
        if (problem.isFinal) return;
        await this.sleep();
      }
    }
  }

  // What the museum has already, told here or on another phone; what it lacks waits again.
  async look() {
    const said = await this.museum.goingOn();
    this.voice = said.key;
    this.there = said;
    for (const take of await this.shelf.takes()) {
      const held = said.takes.find((other) => other.key === take.key);
      const count = held ? held.runs.reduce((sum, [first, last]) => sum + last - first + 1, 0) : 0;
      if (count < take.chunks && !take.deleted) await this.shelf.waitAgain(take.key);
    }
    this.onChange();
  }

  async carry(chunk) {
    try {
      await this.museum.send(this.voice, chunk);
    } catch (problem) {
      if (problem.code === "intake_closed") this.voice = "";
      else if (problem.code !== "take_deleted" && problem.code !== "other_chunk") {
        problem.isFinal = LASTING.has(problem.status) && problem.code !== "wrong_hash";
        throw problem;
      } else await this.shelf.arrived(chunk);
      return;
    }
    await this.shelf.arrived(chunk);
  }

  async tellRemovals() {
    if (!this.voice) return;
    for (const take of await this.shelf.takes()) {
      if (!take.deleted || take.told) continue;
      await this.museum.remove(this.voice, take.key);
      await this.shelf.put("takes", { ...take, told: true });
    }
  }

  say(trouble) {
    this.trouble = trouble;
    this.onChange();
  }

  sleep() {
    const spread = this.pause * (0.75 + Math.random() / 2);
    this.pause = Math.min(LONGEST_PAUSE_MS, this.pause * 2);
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, spread);
      this.asleep = () => { clearTimeout(timer); resolve(); };
    }).then(() => { this.asleep = null; });
  }
}
