/* Open a batch of boxes and seal each to the present keys; only the new boxes go back. */
"use strict";
(() => {
  const bundle = document.getElementById("bundle");
  if (!bundle) return;
  const { openBox, seal, local, chosen } = window.handlerKeys;
  local(document.getElementById("unlock"), async () => {
    const { boxes, keys } = JSON.parse(bundle.textContent);
    const { pair } = await chosen();
    const sealed = {};
    for (const [giving, box] of Object.entries(boxes)) {
      const words = openBox(pair, box);
      sealed[giving] = Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, seal(key, words)]));
    }
    sodium.memzero(pair.privateKey);
    const form = document.getElementById("returned");
    form.elements.sealed.value = JSON.stringify(sealed);
    form.submit();
  });
})();
