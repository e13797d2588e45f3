// The export page of the admin: "Alles kiezen" ticks all boxes, or none. The library does so from within its
// HTML, which our Content-Security-Policy does not allow.
document.querySelectorAll(".select-toggle").forEach((toggle, at) => {
  toggle.id = `alles-${at}`;
  toggle.parentElement.querySelector("label")?.setAttribute("for", toggle.id);
  toggle.classList.add("select-toggle--works");
  toggle.addEventListener("change", () => {
    document.querySelectorAll('.selectable-field-export-row input[type="checkbox"]').forEach((box) => {
      box.checked = toggle.checked;
    });
  });
});
