// What the recorder asks of the museum. Every answer is JSON; one that is not fine carries a sentence for the person.

const PATIENCE_MS = 30000;

export class Answer extends Error {
  constructor(status, { code = "", message = "" } = {}) {
    super(message);
    Object.assign(this, { status, code });
  }
}

export class Museum {
  constructor(address, token) {
    Object.assign(this, { address, token });
  }

  async ask(method, path = "", { body, headers = {} } = {}) {
    const patience = new AbortController();
    const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
    try {
      const answer = await fetch(this.address + path, {
        method, body, headers: { "X-Contribution-Token": this.token, ...headers }, signal: patience.signal,
        cache: "no-store", credentials: "same-origin",
      });
      const said = await answer.json().catch(() => ({}));
      if (!answer.ok) throw new Answer(answer.status, said);
      return said;
    } finally {
      clearTimeout(timer);
    }
  }

  goingOn() {
    return this.ask("GET");
  }

  open() {
    return this.ask("POST");
  }

  state(voice) {
    return this.ask("GET", `${voice}/`);
  }

  send(voice, chunk) {
    return this.ask("PUT", `${voice}/${chunk.take}/${chunk.sequence}/?ordinal=${chunk.ordinal}`, {
      body: chunk.bytes,
      headers: { "Content-Type": "audio/flac", "Content-Digest": `sha-256=:${chunk.digest}:` },
    });
  }

  async sound(voice, take, sequence) {
    const answer = await fetch(`${this.address}${voice}/${take}/${sequence}/`, { headers: { "X-Contribution-Token": this.token } });
    if (!answer.ok) throw new Answer(answer.status);
    return answer.arrayBuffer();
  }

  remove(voice, take) {
    return this.ask("DELETE", `${voice}/${take}/`);
  }

  finish(voice, takes, acceptGaps) {
    return this.ask("POST", `${voice}/finish/`, {
      body: JSON.stringify({ takes, accept_gaps: acceptGaps }), headers: { "Content-Type": "application/json" },
    });
  }
}
