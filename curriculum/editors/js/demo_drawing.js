// A drawing with its words, for demonstrations: in an image nothing can run or be loaded.

BLOCKS.drawing = (block) => {
  const image = make("img", "le-drawing");
  image.src = "data:image/svg+xml;base64," + block.base64;
  image.alt = block.alt;
  return image;
};
