/* A handler's key file in the browser: the same format as vault/handler/keyfile.py. Nothing here sends anything. */
"use strict";
window.handlerKeys = (() => {
  const FORMAT = "hornbill-handler-key-1";
  const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/;
  const MOST_OPS = 16, MOST_MEMORY = 1024 * 1024 * 1024;
  const PROOF = /^hornbill-proof-[0-9a-f]{64}$/;
  const text = (bytes) => sodium.to_base64(bytes, sodium.base64_variants.ORIGINAL);
  const bytes = (said) => sodium.from_base64(said, sodium.base64_variants.ORIGINAL);

  /** What went wrong, by the name of the sentence that the page holds for it. */
  class Saying extends Error {}

  const stretched = (phrase, salt, ops, memory) =>
    sodium.crypto_pwhash(sodium.crypto_secretbox_KEYBYTES, phrase.normalize("NFKC"), salt, ops, memory, sodium.crypto_pwhash_ALG_ARGON2ID13);

  function make(name, phrase) {
    if (!NAME.test(name)) throw new Saying("bad-name");
    const pair = sodium.crypto_box_keypair();
    const ops = sodium.crypto_pwhash_OPSLIMIT_MODERATE, memory = sodium.crypto_pwhash_MEMLIMIT_MODERATE;
    const salt = sodium.randombytes_buf(sodium.crypto_pwhash_SALTBYTES);
    const nonce = sodium.randombytes_buf(sodium.crypto_secretbox_NONCEBYTES);
    const key = stretched(phrase, salt, ops, memory);
    const sealed = sodium.crypto_secretbox_easy(pair.privateKey, nonce, key);
    sodium.memzero(pair.privateKey);
    sodium.memzero(key);
    return {
      hornbill: FORMAT, name, public: text(pair.publicKey), kdf: "argon2id13", ops, memory,
      salt: text(salt), nonce: text(nonce), sealed: text(sealed),
    };
  }

  function read(said) {
    let file;
    try { file = JSON.parse(said); } catch { throw new Saying("not-a-key-file"); }
    const isOurs = file && file.hornbill === FORMAT && file.kdf === "argon2id13" && NAME.test(file.name);
    if (!isOurs || !(file.ops > 0 && file.ops <= MOST_OPS && file.memory > 0 && file.memory <= MOST_MEMORY)) throw new Saying("not-a-key-file");
    return file;
  }

  /** The pair of keys of a file. */
  function unlock(file, phrase) {
    let privateKey;
    try {
      const key = stretched(phrase, bytes(file.salt), file.ops, file.memory);
      privateKey = sodium.crypto_secretbox_open_easy(bytes(file.sealed), bytes(file.nonce), key);
      sodium.memzero(key);
    } catch { throw new Saying("wrong-pass-phrase"); }
    const publicKey = sodium.crypto_scalarmult_base(privateKey);
    if (text(publicKey) !== file.public) throw new Saying("wrong-pass-phrase");
    return { publicKey, privateKey };
  }

  function openBox(pair, sealed) {
    try { return sodium.to_string(sodium.crypto_box_seal_open(bytes(sealed), pair.publicKey, pair.privateKey)); }
    catch { throw new Saying("other-key"); }
  }

  const seal = (publicKey, clear) => text(sodium.crypto_box_seal(sodium.from_string(clear), bytes(publicKey)));

  /** 30 digits of a public key in groups of five. */
  function spoken(publicKey) {
    const number = BigInt("0x" + sodium.to_hex(sodium.crypto_generichash(32, bytes(publicKey)))) % 10n ** 30n;
    return number.toString().padStart(30, "0").match(/.{5}/g).join(" ");
  }

  // --- the page -----------------------------------------------------------------------------------------------------
  function say(name) {
    for (const each of document.querySelectorAll("[data-saying]")) each.hidden = each.dataset.saying !== name;
  }

  /** Show a form that works in this browser only; `act` gets no event, and what it throws is said on the page. */
  function local(form, act) {
    form.hidden = false;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      say("working");
      await new Promise((drawn) => setTimeout(drawn, 50));
      try {
        await sodium.ready;
        await act();
        say("");
      } catch (wrong) { say(wrong instanceof Saying ? wrong.message : "broken"); }
    });
  }

  /** The key file that was chosen, unlocked with the phrase that was typed; the phrase is wiped from the page. */
  async function chosen() {
    const file = read(await document.getElementById("key-file").files[0].text());
    const field = document.getElementById("pass-phrase");
    const pair = unlock(file, field.value);
    field.value = "";
    return { file, pair };
  }

  // The desk's interface library looks for a text field beside every file field, and ours has none.
  window.addEventListener("change", (event) => { if (event.target.id === "key-file") event.stopPropagation(); }, true);

  return { Saying, PROOF, make, openBox, seal, spoken, say, local, chosen };
})();
