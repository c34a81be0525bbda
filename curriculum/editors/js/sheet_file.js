// A file that a person picks: how it travels to Python, and what Python asks about it.

async function fileText(file) {
  const bytes = new Uint8Array(await file.arrayBuffer());
  let text = "";
  for (let from = 0; from < bytes.length; from += 32768) text += String.fromCharCode(...bytes.subarray(from, from + 32768));
  return btoa(text);
}

function fileQuestion(legend, options, choose) {
  const name = domId("q");
  return h("fieldset", { class: "le-choices" }, h("legend", { text: legend }), options.map((one) => {
    const radio = h("input", { type: "radio", name, value: one.value, id: domId("r") });
    radio.addEventListener("change", () => choose(one.value));
    return h("label", { class: "le-choice", for: radio.id }, radio, h("span", { text: one.text }));
  }));
}
