/** Fires a mini-program event on a built-in element; `PhoneBackend` passes it on to the component. */
export const tell = (element: HTMLElement, type: string, detail: object = {}) =>
  element.dispatchEvent(new CustomEvent(type, { detail }))
