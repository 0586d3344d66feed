// Editing one segment: the cursor says where to split, the player where the second part begins.
const text = document.querySelector("[data-segment-form] textarea[name=text]");
const speaker = document.querySelector("[data-segment-form] input[name=speaker]");
const character = document.querySelector("[data-split-form] [name=at_character]");
const moment = document.querySelector("[data-split-form] [name=at_ms]");
const sound = document.querySelector("audio[data-start]");

if (speaker) speaker.setAttribute("list", "voices");

for (const event of ["click", "keyup", "select"]) {
  text?.addEventListener(event, () => {
    // The server counts characters, the browser UTF-16 units: a rare ideograph is two of them.
    if (character) character.value = String([...text.value.slice(0, text.selectionStart)].length || "");
  });
}

if (sound && moment) {
  const shift = () => {
    const start = document.querySelector("[name=start_ms]").defaultValue.split(":").reduce((sum, part) => sum * 60 + Number(part), 0);
    const seconds = start + sound.currentTime - Number(sound.dataset.start);
    if (seconds > start) moment.value = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(1).padStart(4, "0")}`;
  };
  sound.addEventListener("pause", shift);
}
