"use strict";
// Draws the description that the page names. Nothing is kept: a key that is tried out is gone with the page.
SwaggerUIBundle({
  url: document.getElementById("reader").dataset.description,
  dom_id: "#reader",
  presets: [SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
  deepLinking: false,
  persistAuthorization: false,
  validatorUrl: null,
});
