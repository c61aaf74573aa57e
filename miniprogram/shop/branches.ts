/** How goods get to the user: served at the table, brought from the store, or sent by the bakery. */
export type Way = '堂食' | '外送' | '快递'

/** One of the shop's stores. */
export interface Branch {
  readonly branch_id: string
  readonly branch_name: string
  readonly short_name: string
  readonly slogan: string
  readonly notice: string
  /** How the goods get to the user, and the same as the coupon gateway wants it: 1 dine-in, 3 delivery. */
  readonly way: Way
  readonly type_cate: 1 | 3
  readonly delivery_fee_fen: number
  /** What brought the user here, as Youshu's channel table wants it; each level classifies the one below it. */
  readonly campaign: {
    readonly chan_custom_id: string
    readonly chan_custom_id_desc: string
    readonly chan_custom_cat_3: string
    readonly chan_custom_cat_3_desc: string
    readonly chan_custom_cat_2: string
    readonly chan_custom_cat_2_desc: string
    readonly chan_custom_cat_1: string
    readonly chan_custom_cat_1_desc: string
  }
}

const hubin: Branch = {
  branch_id: 'shanlan-hubin',
  branch_name: '山岚茶铺·湖滨店',
  short_name: '湖滨店',
  slogan: '现泡茶 · 手冲咖啡 · 当日茶点',
  notice: '堂食八五折，满 58 减 6，银卡会员九折',
  way: '堂食',
  type_cate: 1,
  delivery_fee_fen: 0,
  campaign: {
    chan_custom_id: 'table-card-12',
    chan_custom_id_desc: '桌贴(12号桌)',
    chan_custom_cat_3: 'table-card',
    chan_custom_cat_3_desc: '桌贴',
    chan_custom_cat_2: 'store',
    chan_custom_cat_2_desc: '门店',
    chan_custom_cat_1: 'offline',
    chan_custom_cat_1_desc: '线下',
  },
}

const chengxi: Branch = {
  branch_id: 'shanlan-chengxi',
  branch_name: '山岚茶铺·城西店',
  short_name: '城西店',
  slogan: '只做外送 · 三公里内四十分钟到',
  notice: '外卖立减 5 元，新店尝鲜 7 元，可免配送费',
  way: '外送',
  type_cate: 3,
  delivery_fee_fen: 500,
  campaign: {
    chan_custom_id: 'flyer-3',
    chan_custom_id_desc: '外送传单(第3期)',
    chan_custom_cat_3: 'flyer',
    chan_custom_cat_3_desc: '传单',
    chan_custom_cat_2: 'neighbourhood',
    chan_custom_cat_2_desc: '社区',
    chan_custom_cat_1: 'offline',
    chan_custom_cat_1_desc: '线下',
  },
}

export const branches: readonly Branch[] = [hubin, chengxi]

/** The store of that id; where there is none, the first. */
export const findBranch = (branch_id: unknown): Branch =>
  branches.find((branch) => branch.branch_id === branch_id) ?? hubin

/** The store and its campaign, in the form of Youshu's channel table. */
export const chanOf = ({ branch_id, branch_name, campaign }: Branch) => ({
  chan_shop_id: branch_id,
  chan_shop_name: branch_name,
  chan_custom: { ...campaign },
})
