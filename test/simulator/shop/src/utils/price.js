module.exports = (fen) => '¥' + (fen / 100).toFixed(2)
