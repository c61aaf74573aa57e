import { fieldLines } from './field-lines'
import type { PluginStatus } from './plugin-status'

/**
 * Where, by which channel and by whom an event would be that is told now. `missing` says what to do about what is not
 * there; `needed`: without it the event is not sent.
 */
export const contextView = ({ context }: PluginStatus) => {
  const { page, page_title, chan, component, wx_user } = context
  const { chan_wxapp_scene, ...channel } = chan
  const noUser = wx_user.open_id ? '' : '没有 open_id：事件会等到 setUser 之后再发'
  return [
    {
      word: '页面',
      value: page ?? '',
      missing: '没有：当前页面要经过 tracker.page 或 wrapPage，否则事件通不过检查',
      needed: true,
    },
    {
      word: '页面标题',
      value: page_title ?? '',
      missing: '没有：可用 setPageTitle、page(…, { page_title }) 或 init 的 titles',
      needed: false,
    },
    {
      word: '场景值',
      value: chan_wxapp_scene === undefined ? '' : `${chan_wxapp_scene}`,
      missing: '没有：App 要经过 tracker.app，或者调用 appShow',
      needed: true,
    },
    { word: '渠道', value: fieldLines(channel), missing: '没有：可用 setChan', needed: false },
    { word: '用户', value: fieldLines(wx_user), missing: noUser, needed: true },
    {
      word: '组件',
      value: fieldLines(component ?? {}),
      missing: '没有：只有在被包装的组件的方法里上报，才会带上',
      needed: false,
    },
  ].map(({ missing, ...line }) => ({
    ...line,
    missing: line.value && missing !== noUser ? '' : missing,
  }))
}
