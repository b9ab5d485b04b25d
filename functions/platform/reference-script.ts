/**
 * What runs in the reference page: Swagger UI, and a form before it that signs in. Plain JavaScript for browsers, kept
 * as text so that it needs no build; test/journeys/docs-page.test.ts runs it.
 */
export const script = String.raw`"use strict";

const place = document.getElementById("sign-in");
const asked = fetch("/docs/sign-in").then((answer) => answer.json());
let ways = {};

const ui = SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  docExpansion: "list",
  filter: true,
  tryItOutEnabled: true,
  displayRequestDuration: true,
  defaultModelsExpandDepth: 0,
  defaultModelExpandDepth: 2,
  validatorUrl: null,
  requestInterceptor: withBoundary,
  responseInterceptor: withCallers,
});

asked.then(
  (told) => {
    ways = told;
    showForm();
  },
  () => showForm("The ways to sign in could not be loaded."),
);

function showForm(complaint) {
  const form = element("form", {}, ...fieldsFor(ways), element("button", { type: "submit" }, "Sign in"));
  const said = element("p", { class: "said", role: "alert" }, complaint || hintFor(ways));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    said.textContent = "";
    signIn(new FormData(form)).then(showSignedIn, (error) => {
      said.textContent = error.message;
    });
  });
  place.replaceChildren(form, said);
}

function fieldsFor({ endpoint, accounts, password }) {
  if (!endpoint) return [field("ID token", { name: "token", type: "password", required: "" })];
  if (!accounts) {
    return [
      field("Address", { name: "email", type: "email", autocomplete: "username", required: "" }),
      field("Password", {
        name: "password",
        type: "password",
        autocomplete: "current-password",
        required: "",
      }),
    ];
  }
  const domains = [...new Set(accounts.map(({ email }) => email.split("@")[1]))].sort();
  const groups = domains.map((domain) =>
    element(
      "optgroup",
      { label: domain },
      ...accounts
        .filter(({ email }) => email.endsWith("@" + domain))
        .map(({ email }) => element("option", { value: email }, email)),
    ),
  );
  return [
    element("label", {}, "Demo account", element("select", { name: "email" }, ...groups)),
    field("Password", { name: "password", type: "text", value: password, required: "" }),
  ];
}

function hintFor({ endpoint, accounts }) {
  if (!endpoint) return "WEB_API_KEY is not set here, so this page cannot sign you in: paste an ID token.";
  if (accounts && accounts.length === 0) return "The Auth emulator names no accounts.";
  return "";
}

async function signIn(given) {
  if (given.has("token")) return given.get("token").trim();
  const answer = await fetch(ways.endpoint, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify({
      email: given.get("email"),
      password: given.get("password"),
      returnSecureToken: true,
    }),
  });
  const told = await answer.json();
  if (!answer.ok) throw new Error("Not signed in: " + told.error.message);
  return told.idToken;
}

function showSignedIn(token) {
  const { email, exp } = claimsIn(token);
  ui.preauthorizeApiKey("idToken", token);
  const until = new Date(exp * 1000).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" });
  const out = element("button", { type: "button" }, "Sign out");
  out.addEventListener("click", () => {
    ui.authActions.logout(["idToken"]);
    showForm();
  });
  const who = element("p", { class: "who" }, "Signed in as ", element("strong", {}, email), " until " + until);
  place.replaceChildren(who, out);
}

function claimsIn(token) {
  try {
    const [, payload] = token.split(".");
    const bytes = Uint8Array.from(
      atob(payload.replaceAll("-", "+").replaceAll("_", "/")),
      (letter) => letter.charCodeAt(0),
    );
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    throw new Error("This is no ID token.");
  }
}

// The boundary of the parts stands in their text, and in the type alone is missing.
function withBoundary(request) {
  if (request.headers["Content-Type"] === "multipart/related") {
    const [first] = request.body.split("\n", 1);
    request.headers["Content-Type"] += "; boundary=" + first.trim().slice(2);
  }
  return request;
}

// The accounts of the examples are a demo's: elsewhere nobody could sign in as them.
async function withCallers(response) {
  if (new URL(response.url, location.href).pathname !== "/openapi.json") return response;
  const { accounts } = await asked.catch(() => ({}));
  if (!accounts) return response;
  const described = JSON.parse(response.text);
  for (const operation of Object.values(described.paths).flatMap((path) => Object.values(path))) {
    const caller = operation["x-demo-caller"];
    if (caller) operation.description += "\n\nIn the demo, sign in as \x60" + caller + "\x60 to try the example.";
  }
  response.text = JSON.stringify(described);
  return response;
}

function field(label, attributes) {
  return element("label", {}, label, element("input", attributes));
}

function element(name, attributes, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}
`;
