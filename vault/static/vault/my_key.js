/* `/desk/vault/my-key/`: make a key file, and read the word in a proof's box. */
"use strict";
(() => {
  const { Saying, PROOF, make, openBox, spoken, local, chosen } = window.handlerKeys;
  const find = (id) => document.getElementById(id);
  find("make").hidden = false;

  local(find("make-form"), () => {
    const phrase = find("new-phrase").value;
    if (phrase.length < Number(find("new-phrase").dataset.shortest)) throw new Saying("too-short");
    if (phrase !== find("new-phrase-again").value) throw new Saying("not-the-same");
    const file = make(find("new-name").value.trim(), phrase);
    const link = find("save-again");
    link.href = URL.createObjectURL(new Blob([JSON.stringify(file, null, 1) + "\n"], { type: "application/json" }));
    link.download = `${file.name}.handler-key.json`;
    find("public-line").textContent = `${file.name}:${file.public}`;
    find("made-fingerprint").textContent = spoken(file.public);
    find("make-form").reset();
    find("made").hidden = false;
    link.click();
  });

  local(find("unlock"), async () => {
    const { file, pair } = await chosen();
    const proofs = JSON.parse(find("proofs").textContent);
    const proof = proofs.find((each) => each.public === file.public);
    if (!proof) throw new Saying("other-key");
    const word = openBox(pair, proof.box);
    // Nothing but a proof goes back to the server: a contact in its place stays here.
    if (!PROOF.test(word)) throw new Saying("not-a-proof");
    const form = find("proof");
    form.elements.name.value = proof.name;
    form.elements.word.value = word;
    form.submit();
  });
})();
