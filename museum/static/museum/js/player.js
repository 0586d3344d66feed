// The recordings of one interview, played as one. Times are milliseconds from the start of the interview.
// The <audio> elements are in the page already; without this file each plays with the browser's own controls.

export class Player extends EventTarget {
  constructor(elements) {
    super();
    this.parts = [...elements].map((media) => ({
      media,
      offset: Number(media.dataset.offsetMs),
      duration: Number(media.dataset.durationMs),
    }));
    const last = this.parts[this.parts.length - 1];
    this.duration = last.offset + last.duration;
    this.part = this.parts[0];
    this.until = Infinity;
    for (const part of this.parts) this.#listen(part);
  }

  #listen(part) {
    const { media } = part;
    media.addEventListener("timeupdate", () => part === this.part && this.#tick());
    media.addEventListener("play", () => part === this.part && this.tell("state"));
    media.addEventListener("pause", () => part === this.part && this.tell("state"));
    media.addEventListener("waiting", () => this.tell("waiting"));
    media.addEventListener("playing", () => this.tell("state"));
    media.addEventListener("error", () => this.tell("broken"), true);
    media.addEventListener("ended", () => this.#next(part));
  }

  get playing() {
    return !this.part.media.paused;
  }

  get now() {
    // Until metadata is there, currentTime stays 0: the wish is what counts.
    const { media, offset, wish } = this.part;
    return offset + (media.readyState === 0 && wish !== undefined ? wish : media.currentTime * 1000);
  }

  seek(ms, until = Infinity) {
    const target = Math.min(Math.max(ms, 0), this.duration);
    const wasPlaying = this.playing;
    const part = this.parts.findLast((each) => each.offset <= target) ?? this.parts[0];
    if (part !== this.part) {
      this.part.media.pause();
      this.part = part;
    }
    this.until = until;
    part.wish = target - part.offset;
    if (part.media.readyState > 0) part.media.currentTime = part.wish / 1000;
    else part.media.addEventListener("loadedmetadata", () => (part.media.currentTime = part.wish / 1000), { once: true });
    if (wasPlaying) this.play();
    this.tell("time");
  }

  async play() {
    const { media } = this.part;
    media.playbackRate = this.rate ?? 1;
    try {
      await media.play();
    } catch (error) {
      // The browser refused or a later click took over; a real failure arrives as an error event.
      if (error.name !== "AbortError" && error.name !== "NotAllowedError") this.tell("broken");
    }
  }

  pause() {
    this.part.media.pause();
  }

  toggle() {
    return this.playing ? this.pause() : this.play();
  }

  setRate(rate) {
    this.rate = rate;
    for (const { media } of this.parts) media.playbackRate = rate;
  }

  setQuality(name) {
    // Low or normal: both addresses are in the page, the order decides which one the browser takes.
    for (const part of this.parts) {
      const position = part.media.readyState > 0 ? part.media.currentTime * 1000 : part.wish ?? 0;
      const running = part === this.part && this.playing;
      const sources = [...part.media.querySelectorAll("source")];
      if (sources[0]?.dataset.quality === name) continue;
      sources.sort((a, b) => (b.dataset.quality === name) - (a.dataset.quality === name));
      part.media.append(...sources);
      part.media.load();
      part.wish = position;
      part.media.addEventListener("loadedmetadata", () => (part.media.currentTime = position / 1000), { once: true });
      if (running) this.play();
    }
  }

  #tick() {
    if (this.now >= this.until) {
      this.until = Infinity;
      this.pause();
    }
    this.tell("time");
  }

  #next(part) {
    const following = this.parts[this.parts.indexOf(part) + 1];
    if (!following) return this.tell("state");
    this.part = following;
    following.wish = 0;
    if (following.media.readyState > 0) following.media.currentTime = 0;
    this.play();
  }

  tell(name) {
    this.dispatchEvent(new Event(name));
  }
}

export function clock(ms) {
  const whole = Math.floor(ms / 1000);
  const two = (number) => String(number).padStart(2, "0");
  return `${two(Math.floor(whole / 3600))}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}
