// The page of one interview. Each part is a module of its own; here they are only introduced to each other.
import { offerCopies } from "./copy.js";
import { Deck } from "./deck.js";
import { Dock } from "./dock.js";
import { followHits } from "./hits.js";
import { lockScreen } from "./lock-screen.js";
import { choosePassage } from "./passage.js";
import { Player } from "./player.js";
import { chooseQuality } from "./quality.js";
import { offerToResume } from "./resume.js";
import { Transcript } from "./transcript.js";
import { drawWave } from "./wave.js";

const stage = document.querySelector("[data-player]");
const media = stage?.querySelectorAll("audio, video") ?? [];
const root = document.querySelector("[data-transcript]");
const player = media.length > 0 ? new Player(media) : null;
const transcript = root && new Transcript(root, player && ((ms) => jump(ms)));

if (transcript) choosePassage(transcript, offerCopies);
if (player) start();

function jump(ms, until) {
  player.seek(ms, until);
  player.play();
}

function start() {
  const asked = Number(stage.dataset.startMs);
  if (asked > 0) player.seek(asked, Number(stage.dataset.endMs) || Infinity);
  const deck = new Deck(stage, player);
  const dock = new Dock(document.querySelector("[data-dock]"), stage, player, transcript);
  transcript?.followWith(document.querySelector("[data-follow]"), dock.catchUp);
  chooseQuality(stage, player);
  lockScreen(player, stage);
  followHits(transcript, player);
  seekByLinks();
  if (!("saving" in stage.dataset)) drawWave(stage.querySelector(".wave"), player.parts, player.duration);
  player.addEventListener("time", () => {
    deck.draw();
    dock.draw();
    transcript?.show(player.now, { scroll: player.playing });
  });
  player.addEventListener("state", () => {
    deck.state();
    dock.state();
  });
  // What happened while the screen was off is drawn when somebody looks again.
  document.addEventListener("visibilitychange", () => player.tell("time"));
  offerToResume(stage, player, { quiet: asked > 0 || location.hash !== "" });
  player.tell("time");
  player.tell("state");
}

// The index and whatever else leads to a moment: links that work by themselves, and here need no new page.
function seekByLinks() {
  for (const link of document.querySelectorAll("[data-index] a[data-ms], [data-chapters] a[data-ms], a[data-seek]")) {
    link.addEventListener("click", (event) => {
      if (event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const ms = Number(link.dataset.ms ?? link.dataset.seek);
      history.replaceState(null, "", link.href);
      jump(ms);
      transcript?.revealAt(ms);
    });
  }
}
