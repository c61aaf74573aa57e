module.exports = { round: (yuan) => Math.round(yuan) }
