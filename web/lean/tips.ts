// Stands for Plot's tips and pointers: what a picture says stands in the table under it.

function refuse(): never {
  throw new Error("this page has no tips");
}

export class Tip {}
export const tip = refuse;
export const pointer = refuse;
export const pointerX = refuse;
export const pointerY = refuse;
export const anchorX = refuse;
export const anchorY = refuse;
