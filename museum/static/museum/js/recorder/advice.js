// Says at once what would spoil a recording, and takes it back when it is over. One thing at a time: it is read aloud.

const SILENT_RMS = 0.0016; // about −56 dB: a covered microphone, or nobody speaking
const SILENT_SECONDS = 6;
const STANDS_SECONDS = 5;
const TICKS_A_SECOND = 10;

export class Advice {
  constructor(element, words) {
    Object.assign(this, { element, words, silent: 0, stands: 0, said: "" });
  }

  hear({ rms, clipped }) {
    this.silent = rms < SILENT_RMS ? this.silent + 1 : 0;
    this.stands = Math.max(0, this.stands - 1);
    if (clipped) this.say("clipped");
    else if (this.silent >= SILENT_SECONDS * TICKS_A_SECOND) this.say("silent");
    else if (!this.stands) this.say("");
  }

  say(what) {
    if (what) this.stands = STANDS_SECONDS * TICKS_A_SECOND;
    if (what === this.said) return;
    this.said = what;
    this.element.textContent = what ? this.words[what] : "";
  }

  hush() {
    this.silent = this.stands = 0;
    this.say("");
  }
}
