import { flush, getStatus, onReport, retryRefused } from '../../index'
import { envVersion } from '../../wx/platform'
import { type InspectorView, watchPlugin } from './watch-plugin'

type Watching = ReturnType<typeof watchPlugin>

/** One for each inspector that stands on a page. */
const watching = new WeakMap<object, Watching>()

/** `version` '': nothing is shown. */
const HIDDEN: { version: string } & Partial<InspectorView> = {
  version: '',
  counts: [],
  losses: [],
  notes: [],
  next: '',
  context: [],
  rows: [],
}

interface Tap {
  readonly currentTarget: { readonly dataset: { readonly key?: string } }
}

/** For developers: every event since the launch, and what becomes of it. Nothing at all in the released version. */
Component({
  properties: {
    /** auto (as the phone has it), light or dark. */
    theme: { type: String, value: 'auto' },
  },
  data: HIDDEN,
  lifetimes: {
    attached() {
      const version = envVersion()
      if (version !== 'develop' && version !== 'trial') return
      this.setData({ version: version === 'develop' ? '开发版' : '体验版' })
      const plugin = { flush, getStatus, onReport, retryRefused }
      watching.set(
        this,
        watchPlugin(plugin, (changed) => this.setData(changed)),
      )
    },
    detached() {
      watching.get(this)?.stop()
      watching.delete(this)
    },
  },
  pageLifetimes: {
    show() {
      watching.get(this)?.resume()
    },
    hide() {
      watching.get(this)?.pause()
    },
  },
  methods: {
    open({ currentTarget }: Tap) {
      watching.get(this)?.open(currentTarget.dataset.key ?? '')
    },
    openContext() {
      watching.get(this)?.openContext()
    },
    showMore() {
      watching.get(this)?.showMore()
    },
    clear() {
      watching.get(this)?.clear()
    },
    flush() {
      void watching.get(this)?.flush()
    },
    retryRefused() {
      watching.get(this)?.retryRefused()
    },
  },
})
