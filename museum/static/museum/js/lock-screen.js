// What a phone shows while its screen is off. Nothing here or in the player counts on a timer: the browser keeps the sound.

export function lockScreen(player, stage) {
  if (!("mediaSession" in navigator)) return;
  const session = navigator.mediaSession;
  const { title, artist } = stage.dataset;
  const album = document.querySelector(".brand")?.textContent.trim() ?? "";
  session.metadata = new MediaMetadata({ title, artist, album });
  const chapters = [...stage.querySelectorAll("[data-chapters] a")].map((link) => Number(link.dataset.ms));
  const to = (ms) => ms !== undefined && player.seek(ms);
  const handlers = {
    play: () => player.play(),
    pause: () => player.pause(),
    seekbackward: (details) => player.seek(player.now - (details.seekOffset ?? 10) * 1000),
    seekforward: (details) => player.seek(player.now + (details.seekOffset ?? 10) * 1000),
    seekto: (details) => player.seek(details.seekTime * 1000),
    previoustrack: () => to(chapters.filter((ms) => ms < player.now - 3000).pop() ?? 0),
    nexttrack: () => to(chapters.find((ms) => ms > player.now)),
  };
  for (const [action, handler] of Object.entries(handlers)) {
    try {
      session.setActionHandler(action, handler);
    } catch {
      // An older browser does not know this key.
    }
  }

  player.addEventListener("state", () => {
    session.playbackState = player.playing ? "playing" : "paused";
    if (!session.setPositionState || !(player.duration > 0)) return;
    session.setPositionState({
      duration: player.duration / 1000,
      position: Math.min(player.now, player.duration) / 1000,
      playbackRate: player.rate ?? 1,
    });
  });
}
