// Says within seconds that something was written; nothing moves under whoever reads or types.
const place = document.querySelector("[data-members]");
let first = null;

async function look() {
  try {
    const answer = await fetch(place.dataset.members, { headers: { Accept: "application/json" } });
    if (!answer.ok || answer.redirected) return;
    const { newest } = await answer.json();
    if (first === null) first = newest;
    if (newest !== first) for (const part of place.querySelectorAll("[hidden]")) part.hidden = false;
  } catch {
    // The next look is in a moment.
  }
}

if (place) {
  look();
  setInterval(look, 4000);
}
