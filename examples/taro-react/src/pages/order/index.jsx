import { Button, Text, View } from '@tarojs/components'
import { useState } from 'react'
import { tracker } from '../../tracker'

const order_id = `EX${Date.now()}`
const coupons = [
  {
    coupon_id: 'SPRING-30-5', // the batch
    coupon_ins_id: 'SPRING-30-5-0001', // this user's piece of it
    coupon_ins_name: '春茶季满 30 减 5',
    coupon_deduction: 5, // yuan
  },
]

export default function Order() {
  const [state, setState] = useState('')
  const report = (order_status) => {
    const { queued, issues } = tracker.trackOrder({ order_status, order_id, coupons })
    setState(issues.length ? issues[0].expected : `已上报 ${queued.join()}`)
  }
  return (
    <View>
      <Button id="give-order" onClick={() => report('give_order')}>
        提交订单
      </Button>
      <Button id="pay" onClick={() => report('pay')}>
        支付
      </Button>
      <Text>{state}</Text>
    </View>
  )
}
