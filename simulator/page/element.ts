type Child = Node | string | false | undefined

/** A DOM element with its class and children; what is false or undefined is left out. */
export const element = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  className: string,
  ...children: Child[]
): HTMLElementTagNameMap[K] => {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.append(...children.filter((child) => child !== false && child !== undefined))
  return made
}

/** The same words in Chinese, set apart. */
export const chinese = (text: string): HTMLSpanElement => {
  const made = element('span', '', text)
  made.lang = 'zh'
  return made
}

/** The element of the page with this id. */
export const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`the page has no #${id}`)
  return found
}
