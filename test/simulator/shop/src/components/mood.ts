Component({
  properties: {
    word: { type: String, value: 'calm' as string },
    tint: {
      type: String,
      observer(now: string, before: string, path: readonly (string | number)[]) {
        this.setData({ change: `${path.join('.')}: ${before} → ${now}` })
      },
    },
  },
  data: { change: '' },
})
