// A sentence where the browser gave no passkey: closed by the person, timed out, or none of this house.
document.addEventListener("allauth.error", (event) => {
  event.preventDefault();
  document.querySelector("[data-passkey-trouble]").hidden = false;
});
