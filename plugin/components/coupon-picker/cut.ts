/** At most `most` characters of the text, with `…` where some were cut off; a character is never cut in two. */
export const cut = (text: string, most: number): string => {
  // No text has more characters than units, and one of them takes two at most.
  if (text.length <= most) return text
  const characters = Array.from(text.slice(0, 2 * most + 2))
  return characters.length > most ? `${characters.slice(0, most).join('')}…` : text
}
