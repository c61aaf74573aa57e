import type { Tenant } from '../../../cloudfunctions/coupon-gateway/store/collector'
import type { Database } from '../../../cloudfunctions/coupon-gateway/store/database'
import { findEvents } from '../../../cloudfunctions/coupon-gateway/store/event-status'
import { createForwarder } from '../../../cloudfunctions/coupon-gateway/store/forwarder'
import { addTenants, storeReport } from '../../../cloudfunctions/coupon-gateway/store/relay'
import { readReport } from '../../../cloudfunctions/coupon-gateway/store/reported-event'
import type { Ports } from '../../../cloudfunctions/coupon-gateway/lib/ports'
import { reported } from './events'

export const TENANT: Tenant = { appId: 'bi1', appSecret: 'secret', baseUrl: 'https://vendor' }

/** Nothing is stored, and two merchants are there. */
export const emptyOf = async (database: Database): Promise<void> => {
  await database.query(
    'truncate events, deliveries, repeats, batches, lanes, upstreams, used_coupons restart identity cascade',
  )
  await addTenants(database, ['bi1', 'bi2'])
}

/** What tests of forwarding do with the store of the moment. */
export const forwardingOf = (current: () => Database) => ({
  async store(props: Record<string, unknown>, app_id = 'bi1') {
    const report = readReport(JSON.stringify(reported(props)))
    if ('problem' in report) throw new Error(report.problem)
    await storeReport(current(), app_id, 'phone', report.events)
  },
  forwarder: (ports: Ports, owner = 'one', tenants = [TENANT]) =>
    createForwarder(current(), tenants, ports, { owner }),
  states: async () =>
    Object.fromEntries(
      (await findEvents(current(), { limit: 500 })).events.map(({ event_id, state }) => [
        event_id,
        state,
      ]),
    ),
  /** As if an hour had gone by in the database. */
  async anHourLater() {
    await current().query(
      "update lanes set due_at = due_at - interval '1 hour', leased_until = leased_until - interval '1 hour'",
    )
    await current().query(
      "update upstreams set blocked_until = blocked_until - interval '1 hour', accepted_at = accepted_at - interval '1 hour'",
    )
    await current().query("update deliveries set refused_at = refused_at - interval '1 hour'")
  },
})
