import type { RowState } from './event-row'

interface Words {
  readonly word: string
  /** The colour of the word: ok, wait, bad or quiet. */
  readonly tone: 'ok' | 'wait' | 'bad' | 'quiet'
  /** What it means and what comes next; none where the word says it all. */
  readonly hint: string
}

/** Each state in words for the developer. */
export const STATE_WORDS: Record<RowState, Words> = {
  pending: { word: '待发送', tone: 'quiet', hint: '' },
  waiting: {
    word: '等待用户标识',
    tone: 'wait',
    hint: '还没有 open_id：调用 setUser 之后自动发送。',
  },
  later: { word: '稍后重试', tone: 'wait', hint: '发送没有成功，会自动重试。' },
  accepted: { word: '已送达', tone: 'ok', hint: '' },
  refused: {
    word: '被拒收',
    tone: 'bad',
    hint: '已搁置，会自动重试几次；也可以点「重发被拒收」。',
  },
  dropped: { word: '已丢弃', tone: 'bad', hint: '' },
  duplicate: {
    word: '重复',
    tone: 'quiet',
    hint: '同一次变化以前已经上报过，或者还在队列里，不会重复上报。',
  },
  invalid: { word: '未通过检查', tone: 'bad', hint: '没有进入队列：按上面的说明改好再上报。' },
  error: { word: '插件内部错误', tone: 'bad', hint: '插件自己的错误，不影响小程序运行。' },
}
