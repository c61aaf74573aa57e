type Listener = (...given: unknown[]) => void

/** One end of a channel between a page and the page that opened it, as WeChat gives it out. */
export interface EventChannel {
  on(name: string, listener: Listener): void
  once(name: string, listener: Listener): void
  /** Without a listener: all of that name. */
  off(name: string, listener?: Listener): void
  emit(name: string, ...given: unknown[]): void
}

const createEnd = () => {
  let heard: readonly { name: string; listener: Listener; isOnce: boolean }[] = []
  const add = (isOnce: boolean) => (name: string, listener: Listener) => {
    heard = [...heard, { name, listener, isOnce }]
  }
  return {
    listening: {
      on: add(false),
      once: add(true),
      off(name: string, listener?: Listener) {
        heard = heard.filter((one) => one.name !== name || (listener && one.listener !== listener))
      },
    },
    hear(name: string, ...given: unknown[]) {
      const due = heard.filter((one) => one.name === name)
      heard = heard.filter((one) => !one.isOnce || one.name !== name)
      for (const { listener } of due) listener(...given)
    },
  }
}

/** What the opener wants to hear, by name. */
export type Events = Readonly<Record<string, Listener>>

/** The two ends of a channel: what the one emits, the other hears. */
export const createEventChannel = (
  events: Events = {},
): { readonly opener: EventChannel; readonly opened: EventChannel } => {
  const [opener, opened] = [createEnd(), createEnd()]
  for (const [name, listener] of Object.entries(events)) opener.listening.on(name, listener)
  return {
    opener: { ...opener.listening, emit: opened.hear },
    opened: { ...opened.listening, emit: opener.hear },
  }
}
