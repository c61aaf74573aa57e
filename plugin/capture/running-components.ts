import type { Component } from '../event/context'
import { isPage } from './visits'

/** What WeChat puts on every component instance: the id in the template, and the component's path. */
interface ComponentInstance {
  readonly id?: unknown
  readonly is?: unknown
}

/**
 * The wrapped components whose methods are running, the innermost last. After an `await` a method no longer counts
 * as running: there the merchant names the component in `trackOrder`.
 */
export const createRunningComponents = () => {
  const running: { self: ComponentInstance | undefined; name: string | undefined }[] = []

  return {
    enter: (self: ComponentInstance | undefined, name: string | undefined): void =>
      void running.push({ self, name }),
    leave: (): void => void running.pop(),
    current(): Component | undefined {
      // A page that is built with Component is none; a method that lost its `this` is still its component's.
      const innermost = running.filter(({ self }) => !isPage(self)).pop()
      if (!innermost) return undefined
      const { self, name } = innermost
      const component_name = name ?? self?.is
      return {
        ...(self?.id ? { component_id: String(self.id) } : {}),
        ...(component_name ? { component_name: String(component_name) } : {}),
      }
    },
  }
}
