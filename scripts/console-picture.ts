import { rmSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { OPERATOR_KEY } from '../test/gateway/open-server'
import { embeddedFolder } from '../test/gateway/store/engines'
import { reported } from '../test/gateway/store/events'
import { openStoreServer, type StoreServer } from '../test/gateway/store/server'
import { accept, refuse } from '../test/gateway/store/vendor'
import { coupons } from '../test/gateway/youshu/a-coupon'

const HOURS = 40
const HOUR_MS = 3_600_000
const REFUSED = 'SL1795767893012'

const anEvent = (order_id: string, coupon_ins_id: string, time: number) =>
  reported({
    order_id,
    coupon_instance: { coupon_ins_id, coupon_ins_name: '满58减5' },
    time: String(time),
    extra: { event_id: `consume/${order_id}/${coupon_ins_id}` },
  })

/** Orders of two days, more at noon and in the evening; Youshu refuses one, and a few have not been sent yet. */
const fill = async ({ store, vendor, report, post }: StoreServer): Promise<void> => {
  const now = Date.now()
  let next = 0
  for (let hour = HOURS; hour >= 0; hour -= 1) {
    const time = now - hour * HOUR_MS
    const chinaHour = new Date(time + 8 * HOUR_MS).getUTCHours()
    const count = chinaHour < 8 ? 1 : chinaHour === 12 || chinaHour > 17 ? 8 : 4
    const events = Array.from({ length: count }, () => {
      next += 1
      const order_id = `SL1795767893${String(next).padStart(3, '0')}`
      return anEvent(order_id, `61000000000001${String(next).padStart(3, '0')}`, time)
    })
    await report(events)
    if (hour % 3 === 0) await post('/events', { events: events.slice(0, 1) }, OPERATOR_KEY)
    await store.database.query(
      "update events set received_at = to_timestamp($1::float8 / 1000) where received_at > now() - interval '1 minute' and occurred_at <= to_timestamp($1::float8 / 1000)",
      [time],
    )
  }
  vendor.answers((ids) => (ids.some((id) => id.includes(REFUSED)) ? refuse : accept))
  for (let n = 0; n < 3; n += 1) {
    await store.forwarder.drain()
    await report(anEvent(`SL179580000000${n}`, `6100000000000120${n}`, now))
    await store.database.query("update lanes set due_at = '-infinity'")
  }
  await post('/jobs', { kind: 'coupon-batches', input: { coupons: coupons(1_200) } }, OPERATOR_KEY)
  await store.jobs.drain()
}

/** Shows the console of a gateway that has been at work for two days. Gives how to end it. */
export const openConsole = async (page: Page): Promise<() => Promise<void>> => {
  const folder = await embeddedFolder()
  const server = await openStoreServer({ GATEWAY_DATA: folder })
  await fill(server)
  await page.goto(`${server.url}/console`)
  await page.getByLabel('Operator key').fill(OPERATOR_KEY)
  await page.getByRole('button', { name: 'Open' }).click()
  await page.getByLabel('Order or sub-order').fill('SL1795767893105')
  await page.getByRole('button', { name: 'Search' }).click()
  await page.locator('#found').getByText('accepted').waitFor()
  return async () => {
    await server.close()
    rmSync(folder, { recursive: true })
  }
}
