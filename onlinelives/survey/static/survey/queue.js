// @ts-check
// Answers that wait on this device because the line was down. Each is one sealed text under a key drawn by chance; only
// the server can open it. It is removed once the server has taken it, or has said that it never will.
"use strict";

const Queue = (() => {
  const PREFIX = "online-lives-sealed:";
  const TAKEN = 200;
  const NEVER = [409, 422];
  const PATIENCE = 20000; // milliseconds until an answer of the server is no longer waited for
  const SOONEST = 5000;
  const LATEST = 300000;
  let pause = SOONEST;
  let timer = 0;

  const bytesOf = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
  const textOf = (bytes) =>
    btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""))
      .replace(/\+/g, "-")
      .replace(/\//g, "_");

  /** Send JSON. Gives the answer of the server, or null where there is none or it fails for now. */
  async function post(url, body) {
    const stop = new AbortController();
    const clock = setTimeout(() => stop.abort(), PATIENCE);
    try {
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch(url, { method: "POST", headers, body, credentials: "omit", signal: stop.signal });
      return answer.status === TAKEN || NEVER.includes(answer.status) ? answer : null;
    } catch (error) {
      return null;
    } finally {
      clearTimeout(clock);
    }
  }

  /**
   * Seal a text so that only the holder of the other half of the key can read it: a fresh P-256 key agrees on a secret
   * with the server's, HKDF-SHA256 makes an AES-256-GCM key of it. Rejects where the browser has no WebCrypto.
   * @param {string} serverKey its public key, base64url of 65 bytes
   * @param {string} text
   * @returns {Promise<string>} base64url of: our public key (65 bytes), nonce (12), ciphertext
   */
  async function seal(serverKey, text) {
    const curve = { name: "ECDH", namedCurve: "P-256" };
    const { subtle } = crypto;
    const theirs = await subtle.importKey("raw", bytesOf(serverKey), curve, false, []);
    const ours = await subtle.generateKey(curve, true, ["deriveBits"]);
    const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, ours.privateKey, 256);
    const secret = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
    const info = new TextEncoder().encode("online lives survey queue");
    const how = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info };
    const key = await subtle.deriveKey(how, secret, { name: "AES-GCM", length: 256 }, false, ["encrypt"]);
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealed = await subtle.encrypt({ name: "AES-GCM", iv }, key, new TextEncoder().encode(text));
    const head = new Uint8Array(await subtle.exportKey("raw", ours.publicKey));
    return textOf(new Uint8Array([...head, ...iv, ...new Uint8Array(sealed)]));
  }

  /** The names under which sealed answers wait. Empty where this browser keeps nothing. */
  function waiting() {
    try {
      return Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    } catch (error) {
      return [];
    }
  }

  /** Keep what was sealed, under a name that says nothing. Throws where the browser keeps nothing or has no room. */
  function keep(sealed) {
    const name = PREFIX + Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16)).join("-");
    localStorage.setItem(name, sealed);
    if (localStorage.getItem(name) !== sealed) throw new Error("not kept");
    return name;
  }

  const drop = (name) => name && localStorage.removeItem(name);

  /** @typedef {{taken: string[], refused: string[]}} Came names of those the server took, and of those it never will */
  const NOTHING = { taken: [], refused: [] };

  /** Send what waits, one after the other. */
  async function send(url) {
    const came = { taken: [], refused: [] };
    for (const name of waiting()) {
      const sealed = localStorage.getItem(name);
      if (sealed === null) continue; // another tab was quicker
      const answer = await post(url, JSON.stringify({ sealed }));
      if (!answer) break;
      drop(name);
      came[answer.status === TAKEN ? "taken" : "refused"].push(name);
    }
    return came;
  }

  /** As `send`, but where the browser can lock, one tab at a time. The server takes each once in any case. */
  function sendAlone(url) {
    if (!navigator.locks) return send(url);
    const go = (lock) => (lock ? send(url) : NOTHING);
    return navigator.locks.request("online-lives-sealed", { ifAvailable: true }, go);
  }

  /**
   * Send now, when the line is back, and every so often until nothing waits.
   * @param {string} url
   * @param {(came: Came) => void} tell after each attempt
   * @param {() => Promise<Came|void>} [attempt] in place of sending the sealed ones
   * @param {() => boolean} [left] whether anything is left to send
   */
  function start(url, tell, attempt = () => sendAlone(url), left = () => waiting().length > 0) {
    let busy = false;
    async function go() {
      clearTimeout(timer);
      if (busy) return;
      busy = true;
      try {
        tell(await attempt());
      } finally {
        busy = false;
      }
      if (!left()) return;
      timer = setTimeout(go, pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, LATEST);
    }
    const afresh = () => {
      pause = SOONEST;
      return left() ? go() : undefined;
    };
    window.addEventListener("online", afresh);
    window.addEventListener("storage", () => tell(NOTHING));
    if (left()) go();
    return afresh;
  }

  return { post, seal, keep, drop, waiting, start, NOTHING };
})();

// The page on which a code is typed tells whoever runs the class what waits, and sends it.
(() => {
  const place = document.querySelector(".waiting");
  if (!(place instanceof HTMLElement)) return;
  const words = place.dataset;
  const status = place.querySelector("[role=status]");
  const button = place.querySelector("button");
  const count = (name, number) => (number === 1 ? words[`${name}One`] : words[`${name}Many`].replace("{count}", number));
  let refused = 0;
  let pressed = false;

  function tell(came) {
    const left = Queue.waiting().length;
    refused += came.refused.length;
    if (left || came.taken.length || came.refused.length) place.hidden = false;
    const lines = [];
    if (left) lines.push(count("count", left), words.about);
    else if (!refused) lines.push(words.none);
    if (left && pressed) lines.push(words.failed);
    if (refused) lines.push(count("refused", refused));
    status.textContent = lines.join(" ");
    button.hidden = !left;
    pressed = false;
  }

  if (Queue.waiting().length) tell(Queue.NOTHING);
  const afresh = Queue.start(words.whole, tell);
  button.addEventListener("click", () => {
    pressed = true;
    afresh();
  });
})();
