/** An element of the phone's own, outside the shop's pages. */
export const element = (className: string, text = '', tag = 'div'): HTMLElement => {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}

export const button = (className: string, text: string, onTap: () => void): HTMLElement => {
  const made = element(className, text, 'button')
  made.addEventListener('click', onTap)
  return made
}
