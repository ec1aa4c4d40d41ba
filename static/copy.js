// Buttons that copy what stands beside them.
document.addEventListener("click", function (event) {
  var button = event.target.closest && event.target.closest("button.copy");
  if (!button) return;
  var from = button.previousElementSibling;
  if (!navigator.clipboard) return getSelection().selectAllChildren(from);
  navigator.clipboard.writeText(from.href || from.textContent).then(function () {
    button.textContent = button.closest("[data-done]").dataset.done;
  });
});
