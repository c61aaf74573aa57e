import type { CodeSpace, ComponentEnv } from 'glass-easel-miniprogram-adapter'
import type { CompiledSpace } from '../compiled'
import { createGlobalObject, hiddenGlobals } from './hidden-globals'
import { loadModules } from './load-modules'

interface Definition {
  readonly behaviors?: readonly unknown[]
  readonly options?: { readonly styleIsolation?: string; readonly addGlobalClass?: boolean }
}

type Templates = Record<string, never>

// `wx://form-field` and its like only wire components into `<form>`, which the phone does not have.
const withoutBuiltInBehaviors = <D extends Definition>(definition: D): D =>
  definition.behaviors?.some((one) => typeof one === 'string')
    ? { ...definition, behaviors: definition.behaviors.filter((one) => typeof one !== 'string') }
    : definition

const addComponents = (space: CodeSpace, compiled: CompiledSpace) => {
  // oxlint-disable-next-line no-implied-eval -- the compiled templates are code
  const groupList = new Function(`return ${compiled.templates}`)() as Templates
  for (const [path, { config, scope }] of Object.entries(compiled.components)) {
    space.addComponentStaticConfig(path, config)
    space.addCompiledTemplate(path, { groupList, content: groupList[path] as never })
    if (scope) space.addStyleSheet(path, undefined, scope)
  }
  const style = document.createElement('style')
  style.textContent = compiled.css
  document.head.append(style)
}

/**
 * Puts the compiled code into the framework's space and runs it in a scope of its own. The returned `load` runs a
 * script by its path; components register themselves when theirs runs.
 */
export const openCodeSpace = (
  space: CodeSpace,
  compiled: CompiledSpace,
  given: Readonly<Record<string, unknown>>,
) => {
  let running = ''
  const env = (): ComponentEnv => space.componentEnv(running, (found) => found)
  const define = (kind: 'Page' | 'Component') => (definition?: Definition) => {
    if (!definition) return env().Component()
    const { styleIsolation, addGlobalClass } = definition.options ?? {}
    const known = space.getComponentStaticConfig(running)
    if (styleIsolation && known && !known.styleIsolation)
      known.styleIsolation = styleIsolation as never
    if (addGlobalClass && known) known.addGlobalClass = true
    const plain = withoutBuiltInBehaviors(definition) as never
    return kind === 'Page' ? env().Page(plain) : env().Component(plain)
  }
  const behavior = (definition?: Definition) =>
    definition ? env().Behavior(withoutBuiltInBehaviors(definition) as never) : env().Behavior()

  addComponents(space, compiled)
  return loadModules({
    source: compiled.modules,
    given: {
      global: { ...createGlobalObject(globalThis), Date: given['Date'] },
      ...given,
      Page: define('Page'),
      Component: define('Component'),
      Behavior: behavior,
    },
    hidden: hiddenGlobals(globalThis),
    onRun: (path) => {
      running = path
    },
  })
}
