// The shape of the sound behind the position bar. Decoration: the page is whole without it.

const BARS = 260;

export async function drawWave(svg, parts, duration) {
  const answers = await Promise.all(
    parts.map(async ({ media, offset, duration: length }) => {
      if (!media.dataset.peaks) return null;
      const answer = await fetch(media.dataset.peaks, { credentials: "same-origin" });
      return answer.ok ? { peaks: levels(await answer.json()), offset, length } : null;
    }),
  );
  const heights = new Float32Array(BARS);
  let loudest = 0;
  for (let bar = 0; bar < BARS; bar += 1) {
    const at = ((bar + 0.5) / BARS) * duration;
    const part = answers.find((each) => each && at >= each.offset && at < each.offset + each.length);
    if (!part || part.peaks.length === 0) continue;
    const from = Math.floor(((at - part.offset) / part.length) * part.peaks.length);
    const width = Math.max(1, Math.floor((part.peaks.length * duration) / part.length / BARS));
    for (let step = 0; step < width; step += 1) heights[bar] = Math.max(heights[bar], part.peaks[from + step] ?? 0);
    loudest = Math.max(loudest, heights[bar]);
  }
  if (loudest === 0) return;
  let path = "";
  heights.forEach((height, bar) => {
    const tall = Math.max(4, (height / loudest) * 86);
    path += `M${((bar + 0.5) * 1000) / BARS} ${(56 - tall / 2).toFixed(1)}v${tall.toFixed(1)}`;
  });
  for (const line of svg.querySelectorAll("[data-bars]")) {
    line.removeAttribute("stroke-dasharray");
    line.setAttribute("d", path);
  }
}

// One loudness a step, from the min/max pairs of the audiowaveform format or from a plain list.
function levels(found) {
  const data = Array.isArray(found) ? found : found.data ?? found.peaks ?? [];
  if (Array.isArray(found) || !found.data) return data.map(Math.abs);
  const out = [];
  for (let index = 0; index + 1 < data.length; index += 2) out.push(Math.max(Math.abs(data[index]), Math.abs(data[index + 1])));
  return out;
}
