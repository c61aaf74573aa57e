import type { Page } from 'playwright-core'

const FINGER_PX = 44
/** WCAG 2.2, 1.4.3 (AA), for text of normal size. */
const CONTRAST = 4.5

/**
 * The faults of the inspector's layout, as text: beyond the edge of the page, cut off, too small for a
 * finger, or too pale to read.
 */
export const layoutFaults = (page: Page): Promise<string[]> =>
  page.evaluate(
    ({ finger, contrast }) => {
      const root = document.querySelector('#inspected') as HTMLElement
      const all = [...root.querySelectorAll<HTMLElement>('*')]
      const name = (one: HTMLElement) => `${one.id || one.className}: ${one.innerText.slice(0, 30)}`
      const wide = all.filter((one) => {
        const box = one.getBoundingClientRect()
        return box.right > innerWidth + 0.5 || box.left < -0.5
      })
      // What ends in an ellipsis is cut on purpose.
      const cut = all.filter(
        (one) =>
          getComputedStyle(one).overflow !== 'visible' &&
          getComputedStyle(one).textOverflow !== 'ellipsis' &&
          getComputedStyle(one).webkitLineClamp === 'none' &&
          (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1),
      )
      const small = all.filter(
        (one) =>
          one.getAttribute('role') === 'button' &&
          Math.min(one.offsetHeight, one.offsetWidth) < finger,
      )
      const parts = (colour: string) => (colour.match(/[\d.]+/g) ?? []).map(Number)
      const light = (colour: string) => {
        const [red = 0, green = 0, blue = 0] = parts(colour).map((part) => {
          const share = part / 255
          return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
        })
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue
      }
      const ground = (one: Element | null): string => {
        if (!one) return 'rgb(255, 255, 255)'
        const { backgroundColor } = getComputedStyle(one)
        return parts(backgroundColor)[3] === 0 ? ground(one.parentElement) : backgroundColor
      }
      const pale = all
        .filter((one) =>
          [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()),
        )
        .filter((one) => {
          const two = [light(getComputedStyle(one).color), light(ground(one))].sort((a, b) => b - a)
          return ((two[0] ?? 0) + 0.05) / ((two[1] ?? 0) + 0.05) < contrast
        })
      const faults: [string, HTMLElement[]][] = [
        ['beyond the edge', wide],
        ['cut off', cut],
        ['too small for a finger', small],
        ['too pale', pale],
      ]
      return faults.flatMap(([fault, found]) => found.map((one) => `${fault}: ${name(one)}`))
    },
    { finger: FINGER_PX, contrast: CONTRAST },
  )
