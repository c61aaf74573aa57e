/**
 * A choice that the server carries out. What was chosen last is shown until the server has answered: what it said before
 * that does not undo the choice, and where it fails, what is so stands there again. `ask` settles when the answer is known
 * to the page; after that, and at once when something is chosen, `draw` is called.
 */
export const createChoice = <V>(ask: (value: V) => Promise<unknown>, draw: () => void) => {
  let asked: { readonly value: V } | undefined
  let last = Promise.resolve()
  return {
    /** What was chosen and is not answered yet; otherwise what is so. */
    or: (known: V): V => (asked ? asked.value : known),
    choose(value: V): void {
      const request = { value }
      asked = request
      draw()
      const finish = () => {
        if (asked !== request) return
        asked = undefined
        draw()
      }
      // One at a time: what the server hears last is what was chosen last.
      last = last.then(() => (asked === request ? ask(value) : undefined)).then(finish, finish)
    },
  }
}
