// The export page of the admin: "Alles kiezen" ticks all boxes, or none. Without a script it is not there.
const everything = document.querySelector("#alles");
if (everything) {
  everything.parentElement.hidden = false;
  const boxes = [...document.querySelectorAll('.selectable-field-export-row input[type="checkbox"]')];
  everything.checked = boxes.every((box) => box.checked);
  everything.addEventListener("change", () => boxes.forEach((box) => (box.checked = everything.checked)));
}
