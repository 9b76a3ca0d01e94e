// Sends a form that came too late once more, with the token of the new session.
const form = document.querySelector("[data-again]");
form.querySelector("button").hidden = false;
form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(form.dataset.again, { redirect: "manual" });
  if (!answer.ok) {
    form.querySelector("[data-not-yet]").hidden = false;
    return;
  }
  form.elements.csrfmiddlewaretoken.value = await answer.text();
  form.submit();
});
