// Stands for Plot's colour schemes: every colour here is one of the theme's.

function refuse(): never {
  throw new Error("this page has no colour schemes");
}

export const isCategoricalScheme = (): boolean => false;
export const isDivergingScheme = (): boolean => false;
export const ordinalScheme = refuse;
export const ordinalRange = refuse;
export const quantitativeScheme = refuse;
export const maybeBooleanRange = (): undefined => undefined;
