import { parseQuery } from '../phone/entry'
import type { Phone, PhoneState } from '../phone/remote'
import { byId, chinese } from './element'

const frame = () => byId('phone') as HTMLIFrameElement
const phone = (): Phone | undefined => frame().contentWindow?.phone

/** A new process on the same entry: no hide event, nothing said goodbye to, storage kept. */
const kill = () => frame().contentWindow?.location.reload()

const clearStorage = () => {
  for (const key of Object.keys(localStorage)) {
    if (/^(?:host|plugin):/.test(key)) localStorage.removeItem(key)
  }
  kill()
}

const showState = ({ shown, route, pages }: PhoneState) => {
  byId('phone-state').textContent = shown ? route : `${route} · in the background 在后台`
  const toggle = byId('hide-show')
  toggle.dataset['shown'] = String(shown)
  toggle.replaceChildren(shown ? 'Hide ' : 'Show ', chinese(shown ? '切到后台' : '回到前台'))
  const select = byId('enter').querySelector('select')
  if (!select || select.options.length > 1) return
  pages.forEach((path) => select.append(new Option(path, path)))
}

const enter = (form: HTMLFormElement) => {
  const given = new FormData(form)
  const text = (name: string) => {
    const value = given.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  const path = text('path')
  const appId = text('refer')
  phone()?.enter({
    scene: Number(text('scene')),
    query: parseQuery(text('query')),
    referrerInfo: appId ? { appId } : {},
    ...(path ? { path } : {}),
  })
}

/** Wires what the page can do to the phone. */
export const wirePhoneControls = () => {
  byId('kill').addEventListener('click', kill)
  byId('clear-storage').addEventListener('click', clearStorage)
  byId('hide-show').addEventListener('click', () => {
    if (phone()?.state().shown) phone()?.hide()
    else phone()?.show()
  })
  byId('enter').addEventListener('submit', (event) => {
    event.preventDefault()
    enter(event.target as HTMLFormElement)
  })
  window.addEventListener('message', ({ data, origin, source }) => {
    if (origin !== location.origin || source !== frame().contentWindow) return
    showState((data as { phone: PhoneState }).phone)
  })
}
