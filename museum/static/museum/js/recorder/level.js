// The last seconds of the voice as strokes; a flat line before anything was said.

const STROKES = 64;
const WIDTH = 1000;
const HALF = 50;
const FLOOR_DB = -54;

export class Level {
  constructor(svg) {
    this.path = svg.querySelector("path");
    this.heights = [];
  }

  hear({ peak }) {
    const loud = 20 * Math.log10(Math.max(peak, 1e-4));
    this.heights.push(Math.max(0.04, Math.min(1, 1 - loud / FLOOR_DB)));
    if (this.heights.length > STROKES) this.heights.shift();
    const step = WIDTH / STROKES;
    this.path.setAttribute("d", this.heights.map((height, at) => {
      const half = (height * (HALF - 4)).toFixed(0);
      return `M${(at * step + step / 2).toFixed(0)} ${HALF - half}v${half * 2}`;
    }).join(""));
  }
}
