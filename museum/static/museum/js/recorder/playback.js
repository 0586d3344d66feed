// A take as a file that the browser's own player can play: the chunks decoded, and put behind each other as WAV.

const BYTES = 2;

export async function takeAsBlob(pieces) {
  const Context = window.OfflineAudioContext || window.webkitOfflineAudioContext;
  const rate = pieces[0] ? rateOf(pieces[0]) : 0;
  if (!rate) throw new Error("nothing to play");
  const decoder = new Context(1, 1, rate);
  const parts = [];
  for (const bytes of pieces) {
    const sound = await decoder.decodeAudioData(bytes.slice(0)); // decoding takes the buffer away
    parts.push(Int16Array.from(sound.getChannelData(0), (sample) => Math.max(-32768, Math.min(32767, Math.round(sample * 32768)))));
  }
  const samples = parts.reduce((sum, part) => sum + part.length, 0);
  return new Blob([header(samples, rate), ...parts], { type: "audio/wav" });
}

// The rate stands in twenty bits of STREAMINFO.
function rateOf(bytes) {
  return new DataView(bytes).getUint32(18) >>> 12;
}

function header(samples, rate) {
  const view = new DataView(new ArrayBuffer(44));
  const text = (at, letters) => [...letters].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)));
  text(0, "RIFF");
  view.setUint32(4, 36 + samples * BYTES, true);
  text(8, "WAVEfmt ");
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rate, true);
  view.setUint32(28, rate * BYTES, true);
  view.setUint16(32, BYTES, true);
  view.setUint16(34, 16, true);
  text(36, "data");
  view.setUint32(40, samples * BYTES, true);
  return view;
}
