import type { Locator } from 'playwright-core'

/**
 * What is wrong with the picker as it is laid out, in words: anything wider than the phone, a target too small for a
 * thumb, words that run out of their card or are cut off. `clamped`: titles may be shortened with an ellipsis.
 */
export const pickerFaults = (picker: Locator, { clamped = false } = {}): Promise<string[]> =>
  picker.evaluate((root, titlesMayBeShort) => {
    const THUMB = 44
    const faults: string[] = []
    const name = (element: Element) =>
      `${element.className.split('--').at(-1)} "${(element.textContent ?? '').slice(0, 20)}"`
    const page = document.documentElement
    if (page.scrollWidth > page.clientWidth) faults.push(`the page is ${page.scrollWidth} wide`)
    const edge = root.getBoundingClientRect()
    for (const element of root.querySelectorAll<HTMLElement>('*')) {
      const box = element.getBoundingClientRect()
      if (box.width === 0) continue
      if (box.right > edge.right + 0.5 || box.left < edge.left - 0.5)
        faults.push(`beyond the edge: ${name(element)}`)

      const role = element.getAttribute('role') ?? ''
      const isTarget =
        ['button', 'tab', 'radio'].includes(role) &&
        element.getAttribute('aria-disabled') !== 'true'
      if (isTarget && (box.width < THUMB || box.height < THUMB))
        faults.push(`${box.width} × ${box.height} for a thumb: ${name(element)}`)

      const style = getComputedStyle(element)
      const isClamped = style.webkitLineClamp !== 'none'
      const isScroller = style.overflowY === 'auto'
      const isCut =
        style.overflow === 'hidden' &&
        (element.scrollHeight > element.clientHeight + 1 ||
          element.scrollWidth > element.clientWidth + 1)
      if (isCut && !isScroller && !(isClamped && titlesMayBeShort))
        faults.push(`cut off: ${name(element)}`)

      const words = [...element.childNodes].filter(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      )
      for (const text of words) {
        const range = document.createRange()
        range.selectNodeContents(text)
        const written = range.getBoundingClientRect()
        if (written.right > box.right + 1 || written.left < box.left - 1)
          faults.push(`words beyond their box: ${name(element)}`)
      }
    }
    return faults
  }, clamped)
