// The export page of the admin: "Alles kiezen" ticks all boxes, or none. Without a script it is not there.
const everything = document.querySelector("#alles");
if (everything) {
  everything.parentElement.hidden = false;
  everything.addEventListener("change", () => {
    document.querySelectorAll('.selectable-field-export-row input[type="checkbox"]').forEach((box) => {
      box.checked = everything.checked;
    });
  });
}
