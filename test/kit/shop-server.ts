interface Asked {
  readonly url: string
  readonly data: { readonly code: string }
  readonly success: (answer: { statusCode: number; data: unknown }) => void
  readonly fail: (error: { errMsg: string }) => void
}

const user = {
  open_id: 'oDemo-ShanLan-00000000000001',
  user_id: '548019854034',
  tag: [{ tag_id: 'member-silver', tag_name: '银卡会员' }],
}

/** The shop's own server behind `wx.request`: it opens one session after the other, or is out of reach. */
export function shopServer() {
  const asked: Asked[] = []
  const server = {
    user,
    asked,
    /** What it does next: answers, is out of reach, or answers this instead. */
    next: 'answers' as 'answers' | 'out of reach' | { statusCode: number; data: unknown },
    request(options: Asked) {
      asked.push(options)
      const { next } = server
      const token = `token-${asked.length}`
      // Later, as WeChat answers.
      void Promise.resolve().then(() => {
        if (next === 'out of reach') return options.fail({ errMsg: 'request:fail' })
        options.success(
          next === 'answers' ? { statusCode: 200, data: { ...user, session: { token } } } : next,
        )
      })
    },
  }
  return server
}
