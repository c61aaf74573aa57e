/** The shop and the campaign, as Youshu's channel table wants them; each level classifies the one below it. */
export const shopChan = {
  chan_shop_id: 'shanlan-hubin',
  chan_shop_name: '山岚茶铺·湖滨店',
  chan_custom: {
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
