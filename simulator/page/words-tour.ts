/** The words of the tour and of the merchant's own shop. `[English, Chinese]` */
export const TOUR_WORDS = {
  tour: ['Try to lose one', '试试弄丢一条'],
  tourDo: ['Do it for me', '替我做'],
  tourBusy: ['Watch…', '请看…'],
  tourNext: ['Next', '下一步'],
  tourSkip: ['Skip', '跳过'],
  tourAll: ['Play all six', '连播六步'],
  tourStep: ['Step {0}', '第 {0} 步'],
  tourDone: ['done', '完成'],
  tourFailed: ['That did not work: {0}', '没有成功：{0}'],
  tour1: ['Use a coupon.', '用一张券。'],
  tour1Text: [
    'Order a tea in the phone and pay. Two order changes, two events, both delivered within a second.',
    '在手机里下单并支付。两次订单变更，两条事件，一秒内送达。',
  ],
  tour2: ['Cut the network, then pay.', '先断网，再支付。'],
  tour2Text: [
    'Place an order, switch the network off, pay. The event is saved before trackOrder returns, and waits.',
    '先下单，断网，再支付。trackOrder 返回前事件已落盘，然后等待。',
  ],
  tour3: ['Kill the app while it waits.', '趁它等待，结束进程。'],
  tour3Text: [
    'No goodbye is said, memory is gone. If anything were only in memory, it would be lost now.',
    '没有告别，内存清空。只在内存里的东西，现在就丢了。',
  ],
  tour4: ['Come back.', '回来。'],
  tour4Text: [
    'Switch the network on and open the app. Everything that waited is found and goes out, in order.',
    '恢复网络，打开小程序。等待的全部找到，按顺序发出。',
  ],
  tour5: ['Have it refused.', '让它被拒收。'],
  tour5Text: [
    'The collector says no to one event. It is set aside, others pass, and ten minutes later it is tried again. Move the time.',
    '收集端拒收一条。它被暂放，别的照常，十分钟后再试。把时间往前拨。',
  ],
  tour6: ['Swallow the answer.', '吞掉应答。'],
  tour6Text: [
    'The collector stores it, but the phone never hears so. It sends again with the same id, so it counts once.',
    '收集端已入库，手机却没听到。它用同一个 id 重发，所以只计一次。',
  ],
  tourEnd: [
    'You tried six ways. Reported {0}, delivered {1}, waiting {2}, lost {3}.',
    '你试了六种办法。调用 {0}，送达 {1}，待发 {2}，丢失 {3}。',
  ],
  tourEndText: [
    'Now try your own shop: npm start -- --root ../my-shop',
    '再试试你自己的店：npm start -- --root ../my-shop',
  ],

  notYet: ['not yet', '还没有'],
  pagesSeen: ['Pages seen', '见过的页面'],
  ofPages: ['{0} of {1}', '{0} / {1}'],
  watched: ['watched', '在观察'],
  bare: ['bare', '未包裹'],
  noTitle: ['none: page_title is left out', '没有：page_title 不会写'],
  noTrackOrder: ['No trackOrder was called here', '这里没有调用 trackOrder'],
  noTrackOrderText: [
    'wx.requestPayment succeeded on {0}, and no order change was reported within 2 s. Put it where the order changes its status:',
    '{0} 上 wx.requestPayment 成功，2 秒内没有上报订单变更。请写在订单状态变化的地方：',
  ],
  pasteText: ['Where an order changes its status, report it:', '在订单状态变化的地方上报：'],
  fromCompiler: ['From the compiler', '编译器的提醒'],
  plugins: ['Plugins', '插件'],
  standIn: ['empty stand-in', '空替身'],
  lifecycles: ['lifecycles', '生命周期'],
} as const
