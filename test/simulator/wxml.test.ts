import { compileWxs, rewriteWxml } from '../../simulator/compile/templates'

test.each([
  ['<view></view>', '<wx-view></wx-view>'],
  ['<view/>', '<wx-view/>'],
  ['<block wx:if="{{a}}"><slot/></block>', '<block wx:if="{{a}}"><slot/></block>'],
  ['<van-button bind:click="f"/>', '<van-button bind:click="f"/>'],
  ['<view bindtap="f"/>', '<wx-view bind:tap="f"/>'],
  ['<view catchtouchmove="f"/>', '<wx-view catch:touchmove="f"/>'],
  ['<view capture-bindtap="f"/>', '<wx-view capture-bind:tap="f"/>'],
  ['<view mut-bindtap="f"/>', '<wx-view mut-bind:tap="f"/>'],
  ['<view bind:tap="f"/>', '<wx-view bind:tap="f"/>'],
  ['<view hidden data-bindtap="1">a</view>', '<wx-view hidden data-bindtap="1">a</wx-view>'],
  [
    '<view a="{{ b > 1 ? \'<view>\' : 2 }}">x</view>',
    '<wx-view a="{{ b > 1 ? \'<view>\' : 2 }}">x</wx-view>',
  ],
  ['<!-- <view bindtap="f"> --><text>1</text>', '<!-- <view bindtap="f"> --><wx-text>1</wx-text>'],
  [
    '<view\n  id="a"\n  bindtap="f"\n>\n</view>',
    '<wx-view\n  id="a"\n  bind:tap="f"\n>\n</wx-view>',
  ],
  ['a < b', 'a < b'],
])('the template compiler understands %s', (source, rewritten) => {
  expect(rewriteWxml(source)).toBe(rewritten)
})

test('a tag that the component uses under a built-in name stays its own', () => {
  expect(rewriteWxml('<button/><view/>', new Set(['button']))).toBe('<button/><wx-view/>')
})

test('inside <wxs> there are no tags, but wxs', () => {
  expect(rewriteWxml('<wxs module="m">var a = "<view>";</wxs><view/>')).toBe(
    '<wxs module="m">var a = "<view>";</wxs><wx-view/>',
  )
})

test('a <wxs> that only names its file ends at once', () => {
  expect(rewriteWxml('<wxs src="./a.wxs" module="m"/><view/>')).toBe(
    '<wxs src="./a.wxs" module="m"/><wx-view/>',
  )
})

test('in wxs, .constructor is the name of the type', () => {
  expect(compileWxs("a.constructor === 'Array'")).toBe("a.constructor.name === 'Array'")
})

test('in wxs, a backslash of a getRegExp literal stands for itself', () => {
  expect(compileWxs("getRegExp('^\\d+$', 'g')")).toBe("getRegExp('^\\\\d+$', 'g')")
})

test('in wxs, a required file is known without its ending', () => {
  expect(compileWxs("require('../wxs/bem.wxs')")).toBe("require('../wxs/bem')")
})
