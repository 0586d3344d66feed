// Runs beside the sound hardware: halves the rate (speech needs no 48 kHz), cuts chunks of two seconds, measures levels.
// A chunk that is not full yet is the only thing a killed page can lose.

const CHUNK_SECONDS = 2;
const LEVEL_SECONDS = 0.1;
const TAPS = 63;
const LOUDEST = 0.999;
const CLIPPED_IN_A_ROW = 3;

// A low-pass at a quarter of the rate: a sinc under a Blackman window.
function halfBand() {
  const middle = (TAPS - 1) / 2;
  const taps = Float32Array.from({ length: TAPS }, (_, at) => {
    const x = (at - middle) / 2;
    const sinc = x === 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    const turn = (2 * Math.PI * at) / (TAPS - 1);
    return sinc * (0.42 - 0.5 * Math.cos(turn) + 0.08 * Math.cos(2 * turn));
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.halves = sampleRate > 32000;
    this.rate = Math.round(this.halves ? sampleRate / 2 : sampleRate);
    this.chunk = new Int16Array(this.rate * CHUNK_SECONDS);
    this.filled = 0;
    this.taps = halfBand();
    this.past = new Float32Array(TAPS);
    this.at = 0;
    this.skip = false;
    this.running = true;
    this.quiet();
    this.port.onmessage = ({ data }) => {
      this.send();
      if (data === "stop") this.running = false;
      this.port.postMessage({ flushed: data });
    };
  }

  quiet() {
    this.peak = this.power = this.measured = this.row = 0;
    this.clipped = false;
  }

  process([[channel]]) {
    if (!this.running) return false;
    if (!channel) return true;
    for (const sample of channel) {
      this.measure(sample);
      if (this.halves) this.filter(sample);
      else this.keep(sample);
    }
    return true;
  }

  measure(sample) {
    const loud = Math.abs(sample);
    this.peak = Math.max(this.peak, loud);
    this.power += sample * sample;
    this.row = loud >= LOUDEST ? this.row + 1 : 0;
    this.clipped = this.clipped || this.row >= CLIPPED_IN_A_ROW;
    this.measured += 1;
    if (this.measured < sampleRate * LEVEL_SECONDS) return;
    this.port.postMessage({ level: { peak: this.peak, rms: Math.sqrt(this.power / this.measured), clipped: this.clipped } });
    this.quiet();
  }

  filter(sample) {
    this.past[this.at] = sample;
    this.at = (this.at + 1) % TAPS;
    this.skip = !this.skip;
    if (this.skip) return;
    let sum = 0;
    for (let tap = 0; tap < TAPS; tap += 1) sum += this.taps[tap] * this.past[(this.at + tap) % TAPS];
    this.keep(sum);
  }

  keep(sample) {
    this.chunk[this.filled] = Math.max(-32768, Math.min(32767, Math.round(sample * 32767)));
    this.filled += 1;
    if (this.filled === this.chunk.length) this.send();
  }

  send() {
    if (!this.filled) return;
    const samples = this.chunk.slice(0, this.filled);
    this.filled = 0;
    this.port.postMessage({ samples, rate: this.rate }, [samples.buffer]);
  }
}

registerProcessor("capture", Capture);
