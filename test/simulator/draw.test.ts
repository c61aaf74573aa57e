/** @jest-environment jsdom */
import { become, draw, listen } from '../../simulator/draw'

const element = (tag: string, id: string, ...children: (Node | string)[]) => {
  const made = document.createElement(tag)
  made.id = id
  made.append(...children)
  return made
}
const pressed: string[] = []
const button = (id: string, text: string, says = text) => {
  const made = element('button', id, text)
  listen(made, 'click', () => pressed.push(says))
  return made
}

let place: HTMLElement
beforeEach(() => {
  pressed.length = 0
  place = element('section', 'place')
  document.body.replaceChildren(place)
})

test('a button that is drawn again is the same one, with its new words and what it does now', () => {
  draw(place, [button('send', 'Send')])
  const [before] = place.children
  draw(place, [button('send', 'Send 2')])
  const [after] = place.children
  expect(after).toBe(before)
  expect(after?.textContent).toBe('Send 2')
  ;(after as HTMLElement).click()
  expect(pressed).toEqual(['Send 2'])
})

test('it keeps the focus while others come and go before it, and deep inside', () => {
  const view = (...before: Node[]) => [
    ...before,
    element('div', '', element('p', '', 'text'), button('send', 'Send')),
  ]
  draw(place, view())
  document.getElementById('send')?.focus()
  draw(place, view(button('other', 'Other'), element('p', '', 'new')))
  expect(document.activeElement?.id).toBe('send')
  draw(place, view())
  expect(document.activeElement?.id).toBe('send')
  expect(place.innerHTML).toBe('<div id=""><p id="">text</p><button id="send">Send</button></div>')
})

test('one key is one element, under another id too', () => {
  const process = (id: string) => {
    const made = button(id, id)
    made.dataset['key'] = 'process'
    return made
  }
  draw(place, [process('kill')])
  document.getElementById('kill')?.focus()
  draw(place, [process('open')])
  expect(document.activeElement?.id).toBe('open')
  document.getElementById('open')?.click()
  expect(pressed).toEqual(['open'])
})

test('what is not drawn any more is gone, with what it did', () => {
  draw(place, [button('one', 'One'), 'text', button('two', 'Two')])
  const two = element('button', 'two', 'Two')
  two.title = 'silent'
  draw(place, [undefined, false, two])
  expect(place.innerHTML).toBe('<button id="two" title="silent">Two</button>')
  document.getElementById('two')?.click()
  draw(place, [element('button', 'two', 'Two')])
  expect(place.innerHTML).toBe('<button id="two">Two</button>')
  expect(pressed).toEqual([])
})

test('a choice is what was drawn last, and details stay as open as they were', () => {
  const radio = (isChecked: boolean) => {
    const made = element('input', 'online') as HTMLInputElement
    made.type = 'radio'
    made.checked = isChecked
    return made
  }
  draw(place, [radio(true), element('details', 'more', element('summary', '', 'More'))])
  const [input, details] = place.children as unknown as [HTMLInputElement, HTMLDetailsElement]
  details.open = true
  draw(place, [radio(false), element('details', 'more', element('summary', '', 'More'))])
  expect([input.checked, details.open, input.isConnected]).toEqual([false, true, true])
})

test('a card that changes keeps its elements', () => {
  const card = (text: string) =>
    element('article', 'card', element('p', '', text), button('b', text))
  draw(place, [card('asked')])
  const kept = document.getElementById('b')
  become(place.children[0] as Element, card('answered'))
  expect(document.getElementById('b')).toBe(kept)
  expect(place.textContent).toBe('answeredanswered')
})
