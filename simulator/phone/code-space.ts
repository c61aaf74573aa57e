import type { CodeSpace, ComponentEnv } from 'glass-easel-miniprogram-adapter'
import type { CompiledSpace } from '../compiled'
import { createGlobalObject, hiddenGlobals } from './hidden-globals'
import { loadModules } from './load-modules'
import type { WrappedConstructors } from './wrap-constructors'
import { withWxsInstances } from './wxs-instance'

interface Definition {
  readonly behaviors?: readonly unknown[]
  readonly options?: { readonly styleIsolation?: string; readonly addGlobalClass?: boolean }
}

type Templates = Parameters<typeof withWxsInstances>[0]

interface Surroundings {
  /** What the scripts have under which name: `wx`, `App`, … */
  readonly given: Readonly<Record<string, unknown>>
  /** The behaviors that WeChat brings itself, by their `wx://` name. */
  readonly builtInBehaviors: Readonly<Record<string, unknown>>
  /** Called with the path of a script that threw while it was loaded. */
  readonly onFault: (path: string, error: unknown) => void
  /** Puts something around `Page` and `Component`. */
  readonly wrap?: Pick<WrappedConstructors, 'Page' | 'Component'>
}

const addComponents = (space: CodeSpace, compiled: CompiledSpace) => {
  // oxlint-disable-next-line no-implied-eval -- the compiled templates are code
  const templates = new Function(`return ${compiled.templates}`)() as Templates
  const groupList = withWxsInstances(templates)
  for (const [path, { config, scope }] of Object.entries(compiled.components)) {
    space.addComponentStaticConfig(path, config)
    space.addCompiledTemplate(path, {
      groupList: groupList as never,
      content: groupList[path] as never,
    })
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
  { given, builtInBehaviors, onFault, wrap }: Surroundings,
) => {
  let running = ''
  const registered = new Set<string>()
  const env = (): ComponentEnv => space.componentEnv(running, (found) => found)
  const withBuiltInBehaviors = <D extends Definition>(definition: D): D =>
    definition.behaviors?.some((one) => typeof one === 'string')
      ? {
          ...definition,
          behaviors: definition.behaviors.flatMap((one) =>
            typeof one === 'string' ? (builtInBehaviors[one] ?? []) : one,
          ),
        }
      : definition
  const define = (kind: 'Page' | 'Component') => (definition?: Definition) => {
    registered.add(running)
    if (!definition) return env().Component()
    const { styleIsolation, addGlobalClass } = definition.options ?? {}
    const known = space.getComponentStaticConfig(running)
    if (styleIsolation && known && !known.styleIsolation)
      known.styleIsolation = styleIsolation as never
    if (addGlobalClass && known) known.addGlobalClass = true
    const plain = withBuiltInBehaviors(definition) as never
    return kind === 'Page' ? env().Page(plain) : env().Component(plain)
  }
  const behavior = (definition?: Definition) =>
    definition ? env().Behavior(withBuiltInBehaviors(definition) as never) : env().Behavior()

  addComponents(space, compiled)
  const load = loadModules({
    source: compiled.modules,
    given: {
      global: { ...createGlobalObject(globalThis), Date: given['Date'] },
      ...given,
      Page: wrap ? wrap.Page(define('Page') as never) : define('Page'),
      Component: wrap ? wrap.Component(define('Component') as never) : define('Component'),
      Behavior: behavior,
    },
    hidden: hiddenGlobals(globalThis),
    onRun: (path) => {
      running = path
    },
  })
  return {
    load,
    /** Runs the script of every component. One that throws, or registers nothing, is drawn without its script. */
    loadComponents() {
      for (const path of Object.keys(compiled.components)) {
        try {
          load(path)
        } catch (error) {
          onFault(path, error)
        }
        if (registered.has(path)) continue
        running = path
        define('Component')({})
      }
    },
  }
}
