/* Text that somebody types is kept: in this browser at once, and on the server a few seconds later.
   Without this script every page has its own button; with it nothing else changes. */
(() => {
  "use strict";
  const IDLE = 3000, AGAIN = 20000, OLDEST = 14 * 24 * 3600 * 1000, PREFIX = "kept:", SENT = "kept-sent";
  const NOT_KEPT = new Set(["csrfmiddlewaretoken", "typist"]);
  const storage = { // a browser may forbid it; then the server's saves remain
    get: (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } },
    set: (key, value) => { try { localStorage.setItem(key, JSON.stringify(value)); return true; } catch { return false; } },
    drop: (key) => { try { localStorage.removeItem(key); } catch { /* nothing was kept */ } },
    keys: () => { try { return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX)); } catch { return []; } },
  };

  function forgetWhatWasSent() {
    // A form that was sent and led elsewhere, but not to the login page, has been dealt with.
    let sent = null;
    try { sent = JSON.parse(sessionStorage.getItem(SENT)); sessionStorage.removeItem(SENT); } catch { return; }
    const isNext = document.querySelector("form[data-next]"); // the same address, but an empty page for the next one
    if (!sent || (location.pathname === sent.path && !isNext) || location.pathname.startsWith(sent.accounts)) return;
    storage.drop(sent.key);
  }

  function forgetWhatIsOld() {
    for (const key of storage.keys()) {
      const found = storage.get(key);
      if (!found || Date.now() - found.at > OLDEST) storage.drop(key);
    }
  }

  function forgetOnLeaving() {
    // Who logs out himself leaves nothing behind on a shared tablet.
    for (const form of document.querySelectorAll("form[data-logout]")) {
      form.addEventListener("submit", () => storage.keys().forEach(storage.drop));
    }
  }

  class Typing {
    constructor(form) {
      this.form = form;
      this.key = `${PREFIX}${form.dataset.keep}:${location.pathname}`;
      this.path = location.pathname;
      this.saves = form.hasAttribute("data-autosave");
      this.said = form.querySelector("[data-typing-said]");
      this.found = form.querySelector("[data-typing-found]");
      this.shown = this.written();
      this.saved = form.hasAttribute("data-faults") ? "" : this.shown;
      this.busy = null;
      this.stopped = false;
      this.putBack();
      form.addEventListener("input", () => this.changed());
      form.addEventListener("change", () => this.changed());
      form.addEventListener("submit", (event) => this.submitted(event));
      window.addEventListener("online", () => this.later(0));
      this.found?.querySelector("[data-typing-drop]").addEventListener("click", () => this.dropFound());
    }

    entries() {
      return [...new FormData(this.form)].filter(([name, value]) => !NOT_KEPT.has(name) && typeof value === "string");
    }

    written() {
      const hidden = new Set([...this.form.querySelectorAll("input[type=hidden]")].map((it) => it.name));
      const seen = this.entries().filter(([name]) => !hidden.has(name));
      return JSON.stringify(seen.map(([name, value]) => [name, value.replace(/\r\n/g, "\n").trim()]));
    }

    changed() {
      if (this.written() === this.saved) { storage.drop(this.key); return; }
      storage.set(this.key, { at: Date.now(), entries: this.entries() });
      if (!this.stopped) this.later(IDLE);
    }

    later(wait) {
      clearTimeout(this.timer);
      if (this.saves && !this.stopped && this.written() !== this.saved) this.timer = setTimeout(() => this.save(), wait);
    }

    save() {
      if (this.busy) return this.busy;
      this.busy = this.send().finally(() => { this.busy = null; });
      return this.busy;
    }

    async send() {
      const sent = this.written();
      let answer;
      try {
        const reply = await fetch(this.form.action || location.href, {
          method: "POST", body: new FormData(this.form), redirect: "manual", credentials: "same-origin",
          headers: { "X-Autosave": "1" },
        });
        if (reply.type === "opaqueredirect" || reply.status === 403) return this.loggedOut();
        if (!reply.ok) throw new Error(String(reply.status));
        answer = await reply.json();
      } catch {
        this.say("Geen verbinding. Uw tekst staat veilig in deze browser. Wij proberen het straks opnieuw.", "bad");
        this.timer = setTimeout(() => this.save(), AGAIN);
        return;
      }
      this.heard(answer, sent);
    }

    heard(answer, sent) {
      if (answer.state === "refused") this.stopped = true;
      if (answer.state !== "saved") {
        const kept = answer.state === "refused" ? " Uw tekst staat nog op deze pagina en in deze browser." : "";
        this.say(answer.said + kept, answer.state === "incomplete" ? "" : "bad");
        return;
      }
      this.saved = sent;
      for (const [name, value] of Object.entries(answer.hidden)) this.put(name, [value]);
      if (Object.keys(answer.taken).length) {
        for (const [name, values] of Object.entries(answer.taken)) this.put(name, values);
        this.saved = this.written();
      }
      if (answer.address && answer.address !== location.pathname) this.moveTo(answer.address);
      this.say([answer.said, answer.told].filter(Boolean).join(" "), "good");
      if (this.written() === this.saved) { storage.drop(this.key); this.found.hidden = true; } else this.changed();
    }

    moveTo(address) {
      // What was new has a place of its own now; sending it again changes it.
      storage.drop(this.key);
      history.replaceState(null, "", address);
      this.form.action = address;
      this.path = address;
      this.key = `${PREFIX}${this.form.dataset.keep}:${address}`;
    }

    loggedOut() {
      this.stopped = true;
      this.say("U bent uitgelogd. Uw tekst staat veilig in deze browser. ", "bad");
      const link = document.createElement("a");
      link.href = `${this.form.dataset.login}?next=${encodeURIComponent(this.path)}`;
      link.textContent = "Log opnieuw in en ga verder.";
      this.said.append(link);
    }

    submitted(event) {
      if (this.busy && !this.waiting) {
        // A save is under way: two at once would make two of what is new.
        event.preventDefault();
        this.waiting = true;
        const button = event.submitter;
        this.busy.finally(() => { this.waiting = false; this.form.requestSubmit(button); });
        return;
      }
      clearTimeout(this.timer);
      this.stopped = true;
      storage.set(this.key, { at: Date.now(), entries: this.entries() });
      try { sessionStorage.setItem(SENT, JSON.stringify({ key: this.key, path: this.path, accounts: this.form.dataset.login.replace(/[^/]+\/$/, "") })); } catch { /* it ages */ }
    }

    putBack() {
      const kept = storage.get(this.key);
      if (!kept || this.form.hasAttribute("data-faults")) return;
      const before = this.entries();
      this.fill(kept.entries);
      if (this.written() === this.shown) { this.fill(before); storage.drop(this.key); return; }
      this.before = before;
      this.found.hidden = false;
      this.later(IDLE);
    }

    dropFound() {
      storage.drop(this.key);
      clearTimeout(this.timer);
      this.fill(this.before);
      this.found.hidden = true;
      this.say("De tekst is weggehaald. U ziet wat bewaard is.", "");
      this.form.querySelector("input:not([type=hidden]), textarea, select")?.focus();
    }

    fill(entries) {
      const values = new Map();
      for (const [name, value] of entries) values.set(name, [...(values.get(name) || []), value]);
      const names = new Set([...this.form.elements].map((it) => it.name).filter((name) => name && !NOT_KEPT.has(name)));
      for (const name of names) this.put(name, values.get(name) || []);
    }

    put(name, values) {
      for (const field of this.form.elements) {
        if (field.name !== name || field.type === "file" || field.type === "submit") continue;
        if (field.type === "checkbox" || field.type === "radio") field.checked = values.includes(field.value);
        else if (field.multiple) for (const option of field.options) option.selected = values.includes(option.value);
        else if (field.type !== "hidden" || values.length) field.value = values[0] ?? "";
      }
    }

    say(text, kind) {
      if (!this.said) return;
      this.said.textContent = text;
      this.said.className = kind ? `typing--${kind}` : "";
    }
  }

  forgetWhatWasSent();
  forgetWhatIsOld();
  forgetOnLeaving();
  for (const form of document.querySelectorAll("form[data-keep]")) new Typing(form);
})();
