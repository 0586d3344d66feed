// Encodes 16-bit mono sound as FLAC (RFC 9639): lossless, about half of plain samples, and each file is whole in itself,
// so whatever a phone manages to send can be heard. Fixed predictors and Rice codes, which is what speech needs.

const BLOCK = 4096;
const CRC8 = table(8, 0x07);
const CRC16 = table(16, 0x8005);

function table(bits, polynomial) {
  const top = 1 << (bits - 1);
  const mask = top * 2 - 1;
  return Uint16Array.from({ length: 256 }, (_, byte) => {
    let value = byte << (bits - 8);
    for (let bit = 0; bit < 8; bit += 1) value = value & top ? (value << 1) ^ polynomial : value << 1;
    return value & mask;
  });
}

class Bits {
  constructor(capacity) {
    this.bytes = new Uint8Array(capacity);
    this.length = 0;
    this.pending = 0;
    this.count = 0;
  }

  put(value, width) {
    for (let left = width; left > 0; ) {
      const taken = Math.min(left, 8 - this.count);
      this.pending = (this.pending << taken) | ((value >>> (left - taken)) & ((1 << taken) - 1));
      this.count += taken;
      left -= taken;
      if (this.count === 8) this.flush();
    }
  }

  zeros(count) {
    for (let left = count; left > 0; left -= 24) this.put(0, Math.min(left, 24));
  }

  align() {
    if (this.count) this.put(0, 8 - this.count);
  }

  flush() {
    if (this.length === this.bytes.length) {
      const wider = new Uint8Array(this.bytes.length * 2);
      wider.set(this.bytes);
      this.bytes = wider;
    }
    this.bytes[this.length] = this.pending;
    this.length += 1;
    this.pending = this.count = 0;
  }

  crc8(from) {
    let crc = 0;
    for (let at = from; at < this.length; at += 1) crc = CRC8[crc ^ this.bytes[at]];
    return crc;
  }

  crc16(from) {
    let crc = 0;
    for (let at = from; at < this.length; at += 1) crc = ((crc << 8) ^ CRC16[(crc >> 8) ^ this.bytes[at]]) & 0xffff;
    return crc;
  }
}

// The number of a frame, as UTF-8 would write it.
function putNumber(bits, number) {
  if (number < 0x80) return bits.put(number, 8);
  if (number < 0x800) return bits.put(0xc080 | ((number & 0x7c0) << 2) | (number & 0x3f), 16);
  throw new RangeError("a chunk of so many frames is none");
}

// What is left when each sample is guessed from those before it, by the polynomial of the given order.
function residual(samples, order) {
  let left = Int32Array.from(samples);
  for (let step = 0; step < order; step += 1) {
    for (let at = left.length - 1; at > step; at -= 1) left[at] -= left[at - 1];
  }
  return left;
}

function bestPrediction(samples) {
  let best = null;
  for (let order = 0; order <= Math.min(4, samples.length - 1); order += 1) {
    const left = residual(samples, order);
    let sum = 0;
    for (let at = order; at < left.length; at += 1) sum += Math.abs(left[at]);
    if (!best || sum < best.sum) best = { order, left, sum };
  }
  return best;
}

function putResidual(bits, { order, left, sum }) {
  const mean = (2 * sum) / Math.max(1, left.length - order);
  const rice = Math.min(14, Math.max(0, Math.floor(Math.log2(mean + 1))));
  bits.put(0, 2); // Rice codes with a parameter of four bits
  bits.put(0, 4); // one partition
  bits.put(rice, 4);
  for (let at = order; at < left.length; at += 1) {
    const folded = (left[at] << 1) ^ (left[at] >> 31);
    bits.zeros(folded >>> rice);
    bits.put(1, 1);
    bits.put(folded, rice);
  }
}

function putFrame(bits, samples, number) {
  const start = bits.length;
  bits.put(0xfff8, 16); // sync, blocks of fixed size
  bits.put(0x70, 8); // size of the block at the end of the head; rate as in STREAMINFO
  bits.put(0x08, 8); // mono, 16 bits
  putNumber(bits, number);
  bits.put(samples.length - 1, 16);
  bits.put(bits.crc8(start), 8);
  if (samples.every((sample) => sample === samples[0])) {
    bits.put(0x00, 8); // constant
    bits.put(samples[0], 16);
  } else {
    const guess = bestPrediction(samples);
    bits.put((0x08 | guess.order) << 1, 8);
    for (let at = 0; at < guess.order; at += 1) bits.put(samples[at], 16);
    putResidual(bits, guess);
  }
  bits.align();
  bits.put(bits.crc16(start), 16);
}

function putStreamInfo(bits, samples, rateHz) {
  for (const letter of "fLaC") bits.put(letter.charCodeAt(0), 8);
  bits.put(0x80000022, 32); // the only block of metadata, 34 bytes
  bits.put(BLOCK, 16);
  bits.put(BLOCK, 16);
  bits.zeros(48); // sizes of frames: not told
  bits.put(rateHz, 20);
  bits.put(0, 3); // mono
  bits.put(15, 5); // 16 bits
  bits.put(0, 4);
  bits.put(samples, 32);
  bits.zeros(128); // digest: not told
}

// The bytes of a FLAC file that holds exactly these samples (Int16Array, at least one).
export function encodeFlac(samples, rateHz) {
  const bits = new Bits(samples.length * 2 + 256);
  putStreamInfo(bits, samples.length, rateHz);
  for (let at = 0, number = 0; at < samples.length; at += BLOCK, number += 1) {
    putFrame(bits, samples.subarray(at, at + BLOCK), number);
  }
  return bits.bytes.slice(0, bits.length);
}
