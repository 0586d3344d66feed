// The microphone while one take is being told. Whatever takes it away (a call, another app, a pulled plug, a sleeping
// phone) ends the take through `onLost`; what was heard until then has been handed to `onSamples`.

const WISHES = { channelCount: 1, echoCancellation: false, noiseSuppression: false, autoGainControl: true };
const STALLED_MS = 3000;
const PROMPT_MS = 1000;

export function canRecord() {
  return Boolean(
    window.isSecureContext && navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.AudioWorkletNode &&
    window.indexedDB && crypto.subtle,
  );
}

export class Microphone {
  constructor(worklet, { onSamples, onLevel, onLost }) {
    Object.assign(this, { worklet, onSamples, onLevel, onLost });
  }

  // Rejects when the person, or the browser, says no.
  async open() {
    this.stream = await navigator.mediaDevices.getUserMedia({ audio: WISHES });
    const Context = window.AudioContext || window.webkitAudioContext;
    this.context = new Context();
    await this.context.audioWorklet.addModule(this.worklet);
    this.node = new AudioWorkletNode(this.context, "capture", { numberOfOutputs: 1, channelCount: 1, channelCountMode: "explicit" });
    this.node.port.onmessage = ({ data }) => this.hear(data);
    this.context.createMediaStreamSource(this.stream).connect(this.node);
    this.node.connect(this.context.destination); // silent: Safari runs only what leads somewhere
    await this.context.resume();
    this.watch();
  }

  hear(data) {
    this.heardAt = performance.now();
    if (data.samples) this.onSamples(data.samples, data.rate);
    if (data.level) this.onLevel(data.level);
    if (data.flushed && this.flushed) this.flushed();
  }

  watch() {
    const [track] = this.stream.getAudioTracks();
    const lost = () => this.lose();
    track.addEventListener("ended", lost);
    track.addEventListener("mute", lost);
    this.context.addEventListener("statechange", () => {
      if (this.context && this.context.state !== "running") lost();
    });
    this.heardAt = performance.now();
    this.timer = setInterval(() => {
      if (performance.now() - this.heardAt > STALLED_MS && !document.hidden) lost();
    }, PROMPT_MS);
    if (navigator.wakeLock) navigator.wakeLock.request("screen").then((lock) => { this.lock = lock; }, () => {});
  }

  lose() {
    if (!this.context || this.closing) return;
    this.onLost();
  }

  // Whatever has been heard so far is handed over now; with "stop" nothing more will come.
  flush(how = "go on") {
    return new Promise((resolve) => {
      this.flushed = resolve;
      this.node.port.postMessage(how);
      setTimeout(resolve, PROMPT_MS);
    });
  }

  async close() {
    if (!this.context || this.closing) return;
    this.closing = true;
    clearInterval(this.timer);
    await this.flush("stop");
    for (const track of this.stream.getTracks()) track.stop();
    if (this.lock) this.lock.release().catch(() => {});
    await this.context.close().catch(() => {});
    this.context = null;
  }
}
