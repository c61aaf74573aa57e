// Only type-checked: what a behavior brings is on `this`. WeChat's typings know that since 4.0.
import { component } from 'youshu-coupon-plugin'

const counting = Behavior({
  data: { counted: 0 },
  methods: {
    countUp(by: number) {
      this.setData({ counted: this.data.counted + by })
    },
  },
})

Component(
  component({
    behaviors: [counting],
    methods: {
      count() {
        this.countUp(1)
        const counted: number = this.data.counted
        // @ts-expect-error: it wants a number
        this.countUp('one')
        return counted
      },
    },
  }),
)
