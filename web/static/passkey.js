// Passkeys: a form with data-passkey ("create" or "get") fills its field `credential` and is sent.
const known = window.PublicKeyCredential && PublicKeyCredential.parseRequestOptionsFromJSON;

for (const form of known ? document.querySelectorAll("form[data-passkey]") : []) {
  const button = form.querySelector("button");
  const trouble = form.querySelector("[data-passkey-trouble]");
  const options = JSON.parse(form.dataset.options);
  form.querySelector("[data-passkey-missing]").hidden = true;
  button.hidden = false;
  button.addEventListener("click", async () => {
    trouble.hidden = true;
    try {
      const made = form.dataset.passkey === "create"
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
      form.elements.credential.value = JSON.stringify(made.toJSON());
      form.submit();
    } catch {
      trouble.hidden = false;
    }
  });
}
