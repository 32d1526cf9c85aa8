// Stands for Plot's scales of time: months are numbers here.

function refuse(): never {
  throw new Error("months are numbers on this page");
}

export const createScaleTime = refuse;
export const createScaleUtc = refuse;
