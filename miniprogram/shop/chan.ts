import type { Branch } from './branches'

/** The store and its campaign, in the form of Youshu's channel table. */
export const chanOf = ({ branch_id, branch_name, campaign }: Branch) => ({
  chan_shop_id: branch_id,
  chan_shop_name: branch_name,
  chan_custom: { ...campaign },
})
