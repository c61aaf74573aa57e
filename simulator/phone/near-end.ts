interface Place {
  /** How far the end is, in px, and from where on it counts as near. */
  readonly left: number
  readonly distance: number
  /** How long the whole is. */
  readonly whole: number
}

/**
 * Tells that the end of what is scrolled is near: once, until it is far again or the whole has grown by more than the
 * distance, as each call may load a list's next part.
 */
export const createEndNotice = (tell: () => void) => {
  let toldAt: number | undefined
  return ({ left, distance, whole }: Place, isTowards = true): void => {
    if (left >= distance) toldAt = undefined
    else if (isTowards && (toldAt === undefined || Math.abs(whole - toldAt) > distance)) {
      toldAt = whole
      tell()
    }
  }
}
