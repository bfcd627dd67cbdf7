// Fills the hidden field `passkey` of forms[data-passkey] with what the browser's passkey says, then sends the form.
// Without this script the forms stay hidden and the page offers other ways.

const knows =
  typeof PublicKeyCredential === 'function' &&
  typeof PublicKeyCredential.parseCreationOptionsFromJSON === 'function' &&
  typeof PublicKeyCredential.parseRequestOptionsFromJSON === 'function';

const ask = {
  create: options =>
    navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) }),
  get: options =>
    navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) }),
};

function prepare(form) {
  const failed = form.querySelector('[data-passkey-failed]');
  const button = form.querySelector('button');
  form.hidden = false;
  form.addEventListener('submit', async event => {
    event.preventDefault();
    failed.hidden = true;
    button.disabled = true;
    try {
      const credential = await ask[form.dataset.passkey](JSON.parse(form.dataset.options));
      form.elements.passkey.value = JSON.stringify(credential.toJSON());
      form.submit();
    } catch {
      // The person cancelled, or has no passkey here: nothing was sent.
      // Only now an alert: a page without a mistake has none.
      failed.setAttribute('role', 'alert');
      failed.hidden = false;
      button.disabled = false;
    }
  });
}

if (knows) {
  for (const form of document.querySelectorAll('form[data-passkey]')) prepare(form);
  for (const words of document.querySelectorAll('[data-passkey-missing]')) words.hidden = true;
}
