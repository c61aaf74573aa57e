export type Picture = 'tea' | 'latte' | 'drip' | 'cake' | 'pot' | 'box'

export interface Sku {
  readonly sku_id: string
  readonly sku_name: string
  readonly blurb: string
  readonly detail: string
  readonly picture: Picture
  readonly price_fen: number
}

/** What the shop sells. Prices are in fen: sums of yuan as floats do not add up. */
export const goods: readonly Sku[] = [
  {
    sku_id: 'AOdjf7u',
    sku_name: '云雾乌龙',
    blurb: '高山青心乌龙，兰花香',
    detail: '海拔一千四百米的青心乌龙，轻焙火。现泡一壶，可续水三次。',
    picture: 'tea',
    price_fen: 2680,
  },
  {
    sku_id: 'BKq2m9x',
    sku_name: '桂花拿铁',
    blurb: '秋桂、鲜奶、双份浓缩',
    detail: '当季金桂熬成的糖浆，配鲜牛奶与双份浓缩，甜度三分。',
    picture: 'latte',
    price_fen: 2890,
  },
  {
    sku_id: 'CYr8t3w',
    sku_name: '手冲耶加雪菲',
    blurb: '柑橘、茉莉，水洗浅烘',
    detail: '埃塞俄比亚耶加雪菲，水洗浅烘。吧台现磨现冲，约需六分钟。',
    picture: 'drip',
    price_fen: 3250,
  },
  {
    sku_id: 'DWv5p1k',
    sku_name: '抹茶千层',
    blurb: '宇治抹茶，二十层',
    detail: '二十层薄饼夹宇治抹茶奶油，每日限量二十份。',
    picture: 'cake',
    price_fen: 3660,
  },
  {
    sku_id: 'ETn6c4z',
    sku_name: '山岚提梁壶',
    blurb: '手拉坯粗陶，350 毫升',
    detail: '龙泉手拉坯粗陶提梁壶，350 毫升，附竹制壶垫一只。',
    picture: 'pot',
    price_fen: 16800,
  },
]

/** The box that a split order sends home while the drink is served at the table. */
export const snackBox: Sku = {
  sku_id: 'FGh9s2b',
  sku_name: '桂花糕礼盒',
  blurb: '六枚装，外送到家',
  detail: '桂花糕六枚，当日现蒸，外送到家。',
  picture: 'box',
  price_fen: 1990,
}

export const findSku = (sku_id: string | undefined): Sku | undefined =>
  goods.find((sku) => sku.sku_id === sku_id)
