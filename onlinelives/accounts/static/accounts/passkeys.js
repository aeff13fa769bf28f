// Passkeys need scripts, and a browser that knows them. What depends on them stays hidden until both are certain.
// When the browser gives no passkey, the page says so in words.
if (window.PublicKeyCredential) {
  for (const part of document.querySelectorAll("[data-passkeys]")) part.hidden = false;
  for (const part of document.querySelectorAll("[data-passkeys-missing]")) part.hidden = true;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const told = document.createElement("p");
    told.className = "govuk-error-message";
    told.textContent = "Your browser did not give us a passkey. Try again, or choose another way.";
    document.querySelector("[data-passkeys-problem]").replaceChildren(told);
  });
}
