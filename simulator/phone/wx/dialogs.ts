import { button, element } from '../element'
import { api, ApiFailure } from './api'

interface Toast {
  readonly title: string
  readonly icon?: 'success' | 'error' | 'loading' | 'none'
  readonly duration?: number
  readonly mask?: boolean
}

interface Modal {
  readonly title?: string
  readonly content?: string
  readonly showCancel?: boolean
  readonly cancelText?: string
  readonly confirmText?: string
}

const ICONS = { success: '✓', error: '!', none: '' } as const

type Build<A> = (close: (answer: A) => void) => HTMLElement

/** Draws something over the pages until it is answered. */
export const openDialog = <A>(layer: HTMLElement, label: string, build: Build<A>): Promise<A> =>
  new Promise((resolve) => {
    const before = document.activeElement
    const mask = element('dialog-mask')
    mask.setAttribute('role', 'dialog')
    mask.setAttribute('aria-modal', 'true')
    mask.setAttribute('aria-label', label)
    mask.append(
      build((answer) => {
        mask.remove()
        if (before instanceof HTMLElement) before.focus()
        resolve(answer)
      }),
    )
    layer.append(mask)
    mask.querySelector('button')?.focus({ preventScroll: true })
  })

/** Toasts, loadings, modals and action sheets, drawn over the pages. */
export const createDialogApi = (layer: HTMLElement) => {
  let toast: HTMLElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  const hideToast = () => {
    clearTimeout(timer)
    toast?.remove()
    toast = undefined
  }
  const showToast = ({ title, icon = 'success', duration = 1500, mask = false }: Toast) => {
    hideToast()
    toast = element(mask ? 'toast-mask' : 'toast-pass')
    const box = element(icon === 'none' ? 'toast' : 'toast with-icon')
    if (icon === 'loading') box.append(element('spinner'))
    else if (icon !== 'none') box.append(element('toast-icon', ICONS[icon]))
    box.append(element('toast-title', title))
    toast.append(box)
    layer.append(toast)
    if (Number.isFinite(duration)) timer = setTimeout(hideToast, duration)
  }
  return {
    showToast: api('showToast', showToast),
    hideToast: api('hideToast', hideToast),
    showLoading: api('showLoading', ({ title, mask = false }: { title: string; mask?: boolean }) =>
      showToast({ title, mask, icon: 'loading', duration: Infinity }),
    ),
    hideLoading: api('hideLoading', hideToast),
    showModal: api('showModal', async (modal: Modal) => {
      const answer = await openDialog<number>(layer, modal.title ?? '提示', (close) => {
        const box = element('modal')
        if (modal.title) box.append(element('modal-title', modal.title))
        box.append(element('modal-content', modal.content ?? ''))
        const row = element('modal-buttons')
        if (modal.showCancel !== false) {
          row.append(button('modal-cancel', modal.cancelText ?? '取消', () => close(0)))
        }
        row.append(button('modal-confirm', modal.confirmText ?? '确定', () => close(1)))
        box.append(row)
        return box
      })
      return { confirm: answer === 1, cancel: answer === 0 }
    }),
    showActionSheet: api('showActionSheet', async ({ itemList }: { itemList: string[] }) => {
      const tapIndex = await openDialog<number>(layer, '选择', (close) => {
        const box = element('action-sheet')
        itemList.forEach((item, i) => box.append(button('action', item, () => close(i))))
        box.append(button('action cancel', '取消', () => close(-1)))
        return box
      })
      if (tapIndex < 0) throw new ApiFailure('cancel')
      return { tapIndex }
    }),
  }
}
