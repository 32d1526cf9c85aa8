// Stands for Plot's maps: no picture here has a projection.

function refuse(): never {
  throw new Error("this page draws no maps");
}

export function createProjection(options: { projection?: unknown } = {}): undefined {
  if (options.projection != null) refuse();
}
export const hasProjection = (options: { projection?: unknown } = {}): boolean => options.projection != null;
export function projectionAspectRatio(projection: unknown): undefined {
  if (projection != null) refuse();
}
export const project = refuse;
export const applyPosition = refuse;
export const getGeometryChannels = refuse;
export const xyProjection = refuse;
